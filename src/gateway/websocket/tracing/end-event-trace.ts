import { statusFailure } from '../../observation/traced-parts.ts'
import type { EndedEvent } from '../ended-event.ts'

/** What the end of an event adds to its span. */
export function endEventTrace({ event, status }: EndedEvent): void {
  const { happening, trace } = event
  if (trace === undefined) return
  const isHandshake = happening.type === 'CONNECT'
  trace.span.end({
    name: isHandshake ? 'GET $connect' : undefined,
    attributes: isHandshake
      ? { 'http.route': '$connect', 'http.response.status_code': status }
      : { 'sallyport.websocket.status': status },
    failure: statusFailure(status, 500),
  })
}
