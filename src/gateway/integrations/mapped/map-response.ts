import type { MappedIntegration, ResponseMapping } from '../../definition/mapped-integration.ts'
import type { RoutedExchange } from '../../exchange/exchange.ts'
import { chooseResponseTemplate } from '../../mapping/choose-template.ts'
import { convertResponseBody } from '../../mapping/content-conversion.ts'
import { overriddenStatus, type Overrides } from '../../mapping/overrides.ts'
import { createPayload, responsePayloadLimits, type Payload } from '../../mapping/payload.ts'
import { renderMapping } from '../../mapping/render-mapping.ts'
import { findHeader, withoutHeaders, type HeaderList } from '../../../http/header-list.ts'
import type { Reply } from '../../exchange/reply.ts'
import type { IntegrationFailure } from '../integration-failure.ts'
import { firstAcceptedType, isBinaryMediaType } from '../media-types.ts'
import { restResponseHeaders } from '../rest-response-headers.ts'
import type { EndpointResponse } from './endpoint.ts'
import { mappedResponseHeaders } from './mapped-response-headers.ts'
import { selectResponse } from './select-response.ts'

/** The method response: the first integration response that the selector matches, carried out. */
export function mapResponse(
  { responses }: MappedIntegration,
  exchange: RoutedExchange,
  response: EndpointResponse,
  overrides: Overrides,
): { readonly kind: 'reply'; readonly reply: Reply } | IntegrationFailure {
  const mapping = selectResponse(responses, response.selector)
  if (mapping === undefined) return { kind: 'misconfigured', reason: 'no integration response matches' }
  const { definition, request } = exchange
  const converted = convertResponseBody(response.body, {
    isBinaryType: isBinaryMediaType(definition.binaryMediaTypes, findHeader(response.headers, 'content-type') ?? ''),
    acceptsBinary: isBinaryMediaType(definition.binaryMediaTypes, firstAcceptedType(request.headers)),
    handling: mapping.contentHandling,
  })
  if (converted === undefined)
    return { kind: 'misconfigured', reason: 'the response is no base64 to convert to binary' }
  const payload = createPayload(
    converted.kind === 'text' ? converted.text : '',
    responsePayloadLimits,
    response.headers,
  )
  const template = chooseResponseTemplate(mapping.templates, findHeader(request.headers, 'accept'))
  if (template === undefined) {
    const body = converted.kind === 'text' ? converted.text : converted.bytes
    return replyOf(mapping, { exchange, payload, overrides, body })
  }
  if (converted.kind === 'binary') return { kind: 'misconfigured', reason: 'a template cannot read binary' }
  const rendered = renderMapping(template, exchange, payload, overrides)
  if (rendered.kind !== 'mapped') return { kind: 'misconfigured', reason: `response template: ${rendered.reason}` }
  return replyOf(mapping, { exchange, payload, overrides, body: rendered.body })
}

interface ReplyParts {
  readonly exchange: RoutedExchange
  readonly payload: Payload
  readonly overrides: Overrides
  readonly body: string | Uint8Array
}

function replyOf(
  mapping: ResponseMapping,
  { exchange, payload, overrides, body }: ReplyParts,
): { readonly kind: 'reply'; readonly reply: Reply } | IntegrationFailure {
  const headers = mappedResponseHeaders(mapping.parameters, exchange, payload, overrides)
  if (headers === undefined) return { kind: 'misconfigured', reason: 'a mapped value cannot be a header' }
  const status = overriddenStatus(overrides) ?? mapping.status
  return {
    kind: 'reply',
    reply: { status, headers: withContentType(restResponseHeaders(headers, 'documented', 'via')), body },
  }
}

function withContentType(headers: HeaderList): HeaderList {
  const isSet = findHeader(headers, 'content-type') !== undefined
  const kept = withoutHeaders(headers, (name) => name === 'content-length')
  return isSet ? kept : [['Content-Type', 'application/json'], ...kept]
}
