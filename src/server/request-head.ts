import type { IncomingMessage } from 'node:http'

/** The part of a request's head that decides where it goes, when it has one meaning only. */
export type RequestHead =
  | { readonly kind: 'accepted'; readonly host: string; readonly url: string }
  | { readonly kind: 'refused'; readonly status: 400 | 405 | 414 | 431; readonly reason: string }

/** Contract GW-06. */
const longestUrl = 8192
const mostFields = 100

const hostForm = /^([a-z0-9_.-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i
const single = new Set(['host', 'authorization', 'content-length', 'transfer-encoding', 'x-amz-target', 'content-type'])

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
  const fields = singleFields(rawHeaders)
  if (typeof fields === 'string') return refused(400, fields)
  const encoding = fields.get('transfer-encoding')
  if (encoding !== undefined && (encoding !== 'chunked' || httpVersion !== '1.1' || fields.has('content-length'))) {
    return refused(400, 'ambiguous framing')
  }
  const host = hostForm.exec(fields.get('host') ?? '')?.[1]
  if (host === undefined) return refused(400, 'missing or malformed host')
  return { kind: 'accepted', host: host.toLowerCase().replace(/\.$/, ''), url }
}

/** The fields that there may be once, or what is wrong with one. */
function singleFields(raw: readonly string[]): ReadonlyMap<string, string> | string {
  const fields = new Map<string, string>()
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const name = (raw[i] ?? '').toLowerCase()
    if (name.includes('_')) return 'underscore in a header name'
    if (!single.has(name)) continue
    if (fields.has(name)) return `repeated ${name}`
    fields.set(name, raw[i + 1] ?? '')
  }
  return fields
}

function refused(status: 400 | 405 | 414 | 431, reason: string): RequestHead {
  return { kind: 'refused', status, reason }
}
