import type { ClientCredentials } from '../flows/app-clients/check-client-credentials.ts'

const scheme = /^basic +([a-z0-9+/]+={0,2})$/i
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * Reads `Authorization: Basic`. RFC 6749 section 2.3.1 has id and secret form-encoded in it, and most clients leave
 * that out; the two spellings of a secret differ only where it has a `+` or `%`, and either may be meant.
 */
export function readBasicCredentials(header: string): ClientCredentials | undefined {
  const encoded = scheme.exec(header)?.[1]
  const pair = encoded === undefined ? undefined : decodePair(encoded)
  const colon = pair?.indexOf(':') ?? -1
  if (pair === undefined || colon < 1) return undefined
  const secret = pair.slice(colon + 1)
  const clientId = formDecoded(pair.slice(0, colon))
  if (clientId === undefined || secret === '') return undefined
  const decoded = formDecoded(secret)
  return { clientId, secrets: decoded === undefined || decoded === secret ? [secret] : [secret, decoded] }
}

function decodePair(encoded: string): string | undefined {
  try {
    return utf8.decode(Buffer.from(encoded, 'base64'))
  } catch {
    return undefined
  }
}

function formDecoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return undefined
  }
}
