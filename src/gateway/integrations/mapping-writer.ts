import type { ResponseParameterMappings } from '../definition/parameter-mapping.ts'
import type { RoutedExchange } from '../exchange/exchange.ts'
import { mapHttpResponse } from '../mapping/map-http-response.ts'
import { withoutHeaders } from '../../http/header-list.ts'
import { sameAs, type ResponseWriter } from '../exchange/response-writer.ts'
import { isBodiless } from '../exchange/reply.ts'

/** Maps the head of an answer whose body flows on as it comes. */
export function mappingWriter(
  mappings: ResponseParameterMappings,
  exchange: RoutedExchange,
  writer: ResponseWriter,
): ResponseWriter {
  if (mappings.size === 0) return writer
  let dropsBody = false
  return {
    ...sameAs(writer),
    writeHead(status, headers) {
      const mapped = mapHttpResponse(mappings, exchange, { status, headers })
      // A backend's body would be framing of the next answer to a client that expects none.
      dropsBody = mapped.status !== status && isBodiless(mapped.status)
      // And where it sent none, the length is that of another answer.
      const isOfNothing = dropsBody || (mapped.status !== status && isBodiless(status))
      const kept = isOfNothing ? withoutHeaders(mapped.headers, (name) => name === 'content-length') : mapped.headers
      writer.writeHead(mapped.status, kept)
    },
    write: (chunk) => dropsBody || writer.write(chunk),
  }
}
