import { namesAmong } from '../../http/field-names.ts'
import { withoutNames, type HeaderList } from '../../http/header-list.ts'

const isHopByHop = namesAmong([
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
  return withoutNames(headers, isHopByHop)
}
