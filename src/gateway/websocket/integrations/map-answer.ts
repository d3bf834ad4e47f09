import type { WebSocketMapping, WebSocketResponseMapping } from '../../definition/websocket-integration.ts'
import type { EndpointResponse } from '../../integrations/mapped/endpoint.ts'
import { mappedResponseHeaders } from '../../integrations/mapped/mapped-response-headers.ts'
import { overriddenStatus, type Overrides } from '../../mapping/overrides.ts'
import { selectResponse } from '../../integrations/mapped/select-response.ts'
import { convertResponseBody } from '../../mapping/content-conversion.ts'
import { createPayload, responsePayloadLimits } from '../../mapping/payload.ts'
import { renderMapping } from '../../mapping/render-mapping.ts'
import { eventExchange, messageOf } from '../event-exchange.ts'
import type { RouteEvent } from '../route-event.ts'
import type { VtlTemplate } from '../../vtl/syntax-tree.ts'
import { chooseTemplate } from './choose-template.ts'
import { eventFailure, type EventOutcome } from './event-outcome.ts'

/** What the integration response that the selector matches makes of an answer. */
export function mapAnswer(
  { responses }: WebSocketMapping,
  event: RouteEvent,
  response: EndpointResponse & { readonly status: number },
  overrides: Overrides,
): EventOutcome {
  const mapping = selectResponse(responses, response.selector)
  if (mapping === undefined) return misconfigured('no integration response matches')
  const converted = convertResponseBody(response.body, {
    isBinaryType: mapping.contentHandling === 'CONVERT_TO_TEXT',
    acceptsBinary: false,
    handling: mapping.contentHandling,
  })
  if (converted === undefined) return misconfigured('the response is no base64 to convert to binary')
  const exchange = eventExchange(event)
  const text = converted.kind === 'text' ? converted.text : ''
  const payload = createPayload(text, responsePayloadLimits, response.headers)
  const template = chooseTemplate(mapping, messageOf(event), response) ?? firstTemplate(mapping)
  if (template !== undefined && converted.kind === 'binary') return misconfigured('a template cannot read binary')
  const rendered = template && renderMapping(template, exchange, payload, overrides)
  if (rendered !== undefined && rendered.kind !== 'mapped') {
    return misconfigured(`response template: ${rendered.reason}`)
  }
  const headers = mappedResponseHeaders(mapping.parameters, exchange, payload, overrides)
  if (headers === undefined) return misconfigured('a mapped value cannot be a header')
  const body = rendered?.body ?? (converted.kind === 'text' ? converted.text : converted.bytes)
  return {
    kind: 'answered',
    reply: { status: overriddenStatus(overrides) ?? response.status, headers, body },
  }
}

/** Where nothing selects, as REST APIs choose. */
function firstTemplate({ templates, templateSelection }: WebSocketResponseMapping): VtlTemplate | undefined {
  return templateSelection === undefined ? templates.values().next().value : undefined
}

function misconfigured(reason: string): EventOutcome {
  return eventFailure({ kind: 'misconfigured', reason })
}
