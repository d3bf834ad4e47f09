import type { IncomingMessage } from 'node:http'
import { onceForEachName } from '../http/field-names.ts'

/** The part of a request's head that decides where it goes, when it has one meaning only. */
export type RequestHead =
  | {
      readonly kind: 'accepted'
      readonly host: string
      readonly url: string
      /** The framing announces a body, of any length but zero. */
      readonly hasBody: boolean
      readonly forwarding: ForwardingFields
    }
  | { readonly kind: 'refused'; readonly status: 400 | 405 | 414 | 431; readonly reason: string }

/** What proxies say of whom they forward for, where they say it; repetitions are joined. */
export interface ForwardingFields {
  readonly 'x-forwarded-for'?: string | undefined
  readonly 'x-forwarded-proto'?: string | undefined
  readonly 'x-forwarded-host'?: string | undefined
}

/** Contract GW-06. */
const longestUrl = 8192
const mostFields = 100

const hostForm = /^([a-z0-9_.-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i

const singles = [
  'authorization',
  'content-length',
  'content-type',
  'host',
  'transfer-encoding',
  'x-amz-target',
] as const
const forwardingNames = ['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto'] as const

type Fields = Record<(typeof singles)[number] | keyof ForwardingFields, string | undefined>

const fieldOf = onceForEachName((name) => ({
  isFolded: name.includes('_'),
  single: singles.find((single) => single === name),
  forwarding: forwardingNames.find((forwarding) => forwarding === name),
}))

/**
 * Refuses what Node's parser lets through although two programs could read it in two ways (contract GW-01). This holds
 * for every surface; the gateway, which forwards, is stricter still.
 */
export function readRequestHead(
  message: Pick<IncomingMessage, 'method' | 'url' | 'httpVersion' | 'rawHeaders'>,
): RequestHead {
  const { method = '', url = '', httpVersion, rawHeaders } = message
  if (method === 'TRACE' || method === 'CONNECT') return refused(405, `method ${method}`)
  if (url.length > longestUrl) return refused(414, 'target too long')
  // Absolute form names a second host, authority form and * name no resource.
  if (!url.startsWith('/') || !/^[\x21\x22\x24-\x7e]+$/.test(url))
    return refused(400, 'target is not in plain origin form')
  if (rawHeaders.length / 2 > mostFields) return refused(431, 'too many header fields')
  const fields = readFields(rawHeaders)
  if (typeof fields === 'string') return refused(400, fields)
  const { 'content-length': length, 'transfer-encoding': encoding } = fields
  if (encoding !== undefined && (encoding !== 'chunked' || httpVersion !== '1.1' || length !== undefined)) {
    return refused(400, 'ambiguous framing')
  }
  const host = hostForm.exec(fields.host ?? '')?.[1]
  if (host === undefined) return refused(400, 'missing or malformed host')
  return {
    kind: 'accepted',
    host: host.toLowerCase().replace(/\.$/, ''),
    url,
    hasBody: encoding !== undefined || Number(length ?? 0) > 0,
    forwarding: fields,
  }
}

/** The fields that the listener reads, or what is wrong with one. */
function readFields(raw: readonly string[]): Fields | string {
  const fields: Fields = {
    authorization: undefined,
    'content-length': undefined,
    'content-type': undefined,
    host: undefined,
    'transfer-encoding': undefined,
    'x-amz-target': undefined,
    'x-forwarded-for': undefined,
    'x-forwarded-host': undefined,
    'x-forwarded-proto': undefined,
  }
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const { forwarding, isFolded, single } = fieldOf(raw[i] ?? '')
    const value = raw[i + 1] ?? ''
    if (isFolded) return 'underscore in a header name'
    if (single !== undefined) {
      if (fields[single] !== undefined) return `repeated ${single}`
      fields[single] = value
    }
    if (forwarding !== undefined) {
      const before = fields[forwarding]
      fields[forwarding] = before === undefined ? value : `${before},${value}`
    }
  }
  return fields
}

function refused(status: 400 | 405 | 414 | 431, reason: string): RequestHead {
  return { kind: 'refused', status, reason }
}
