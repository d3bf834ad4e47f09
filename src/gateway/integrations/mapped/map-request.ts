import type { MappedIntegration } from '../../definition/mapped-integration.ts'
import type { RoutedExchange } from '../../exchange/exchange.ts'
import { chooseRequestTemplate } from '../../mapping/choose-template.ts'
import { convertRequestBody, type ConvertedBody } from '../../mapping/content-conversion.ts'
import type { Overrides } from '../../mapping/overrides.ts'
import { createPayload, type PayloadLimits } from '../../mapping/payload.ts'
import { renderMapping } from '../../mapping/render-mapping.ts'
import { decompressedBody } from '../../request/decompression.ts'
import { findHeader } from '../../../http/header-list.ts'
import { isBinaryMediaType } from '../media-types.ts'
import { endpointRequest, type RequestOutcome } from './endpoint-request.ts'

/** The integration request: the body by its template, parameters by their mappings, overrides over both. */
export async function mapRequest(
  { request: mapping }: MappedIntegration,
  exchange: RoutedExchange,
  body: Buffer,
  { limits, overrides }: { readonly limits: PayloadLimits; readonly overrides: Overrides },
): Promise<RequestOutcome> {
  const contentType = findHeader(exchange.request.headers, 'content-type')
  const choice = chooseRequestTemplate(mapping.templates, contentType, mapping.passthrough)
  if (choice.kind === 'unsupported') {
    return { kind: 'unsupported-media-type', reason: 'no template for the content type' }
  }
  // What no template reads goes on as it came.
  const template = choice.kind === 'template' ? choice.template : undefined
  const readable = template === undefined ? undefined : await decompressedBody(exchange, body)
  if (readable !== undefined && readable.kind !== 'body') return readable
  const isBinary = isBinaryMediaType(exchange.definition.binaryMediaTypes, contentType ?? '')
  const converted = convertRequestBody(readable?.bytes ?? body, isBinary, mapping.contentHandling)
  if (converted === undefined) return { kind: 'misconfigured', reason: 'the body is no base64 to convert to binary' }
  const payload = createPayload(converted.kind === 'text' ? converted.text : '', limits)
  if (template === undefined)
    return endpointRequest(mapping.parameters, exchange, payload, { body: converted, overrides })
  if (converted.kind === 'binary') return { kind: 'misconfigured', reason: 'a template cannot read binary' }
  const rendered = renderMapping(template, exchange, payload, overrides)
  if (rendered.kind === 'too-complex') return { kind: 'request-too-large', reason: rendered.reason }
  if (rendered.kind === 'failed') return { kind: 'misconfigured', reason: `request template: ${rendered.reason}` }
  const text: ConvertedBody = { kind: 'text', text: rendered.body }
  return endpointRequest(mapping.parameters, exchange, payload, { body: text, overrides })
}
