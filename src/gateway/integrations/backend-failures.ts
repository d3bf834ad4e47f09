/** The words of a backend, or of a proxy before it, that cannot serve anybody. */
export function isFailingStatus(status: number): boolean {
  return status === 502 || status === 503 || status === 504
}

/** No answer began: where the extras of a stage allow it, it may be asked again. */
export function isConnectionFailure(error: Error): boolean {
  return meaningOf(error)?.isConnection ?? false
}

/** It speaks against the address that was asked. */
export function isAddressFailure(error: Error): boolean {
  return error.name === 'HTTPParserError' || (meaningOf(error)?.isAddress ?? false)
}

interface Meaning {
  readonly isConnection: boolean
  readonly isAddress: boolean
}

const both = { isConnection: true, isAddress: true }
const slow = { isConnection: false, isAddress: true }

/** Codes of Node and undici. */
const MEANINGS: ReadonlyMap<string, Meaning> = new Map([
  ['EAI_AGAIN', { isConnection: true, isAddress: false }],
  ['ECONNREFUSED', both],
  ['ECONNRESET', both],
  ['EHOSTUNREACH', both],
  ['ENETUNREACH', both],
  ['EPIPE', both],
  ['ETIMEDOUT', both],
  ['UND_ERR_BODY_TIMEOUT', slow],
  ['UND_ERR_CONNECT_TIMEOUT', both],
  ['UND_ERR_HEADERS_TIMEOUT', slow],
  ['UND_ERR_SOCKET', both],
])

function meaningOf(error: Error): Meaning | undefined {
  return 'code' in error && typeof error.code === 'string' ? MEANINGS.get(error.code) : undefined
}
