import type { WebSocketMapping } from '../../definition/websocket-integration.ts'
import { endpointRequest, type RequestOutcome } from '../../integrations/mapped/endpoint-request.ts'
import { convertRequestBody } from '../../mapping/content-conversion.ts'
import type { Overrides } from '../../mapping/overrides.ts'
import { renderMapping } from '../../mapping/render-mapping.ts'
import { eventExchange, messageOf } from '../event-exchange.ts'
import type { RouteEvent } from '../route-event.ts'
import { chooseTemplate } from './choose-template.ts'

/** The integration request: the message by its template, parameters by their mappings, overrides over both. */
export function mapMessage(
  { request: mapping }: WebSocketMapping,
  event: RouteEvent,
  overrides: Overrides,
): RequestOutcome {
  const { happening } = event
  const exchange = eventExchange(event)
  const message = messageOf(event)
  const template = chooseTemplate(mapping, message)
  if (template === undefined && !mayPass(mapping)) {
    return { kind: 'unsupported-media-type', reason: 'no template for the message' }
  }
  const sent = Buffer.from(happening.type === 'MESSAGE' ? happening.text : '')
  const body = convertRequestBody(sent, false, mapping.contentHandling)
  if (body === undefined) return { kind: 'misconfigured', reason: 'the message is no base64 to convert to binary' }
  if (template === undefined) return endpointRequest(mapping.parameters, exchange, message, { body, overrides })
  if (body.kind === 'binary') return { kind: 'misconfigured', reason: 'a template cannot read binary' }
  const rendered = renderMapping(template, exchange, message, overrides)
  if (rendered.kind === 'too-complex') return { kind: 'request-too-large', reason: rendered.reason }
  if (rendered.kind === 'failed') return { kind: 'misconfigured', reason: `request template: ${rendered.reason}` }
  return endpointRequest(mapping.parameters, exchange, message, {
    body: { kind: 'text', text: rendered.body },
    overrides,
  })
}

function mayPass({ passthrough, templates }: WebSocketMapping['request']): boolean {
  return passthrough === 'WHEN_NO_MATCH' || (passthrough === 'WHEN_NO_TEMPLATES' && templates.size === 0)
}
