import { withoutHeaders, type HeaderList } from '../../http/header-list.ts'

const HOP_BY_HOP = new Set([
  'connection',
  'content-length',
  'keep-alive',
  'proxy-authenticate',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

/** An HTTP API passes response headers on as they are, framing and hop-by-hop fields aside. */
export function httpResponseHeaders(headers: HeaderList): HeaderList {
  return withoutHeaders(headers, (name) => HOP_BY_HOP.has(name))
}
