import type { MappedIntegration, RestParameterMapping } from '../../definition/mapped-integration.ts'
import type { RoutedExchange } from '../../exchange.ts'
import { chooseRequestTemplate } from '../../mapping/choose-template.ts'
import { convertRequestBody, type ConvertedBody } from '../../mapping/content-conversion.ts'
import { mappedValues } from '../../mapping/mapped-values.ts'
import type { OverriddenValues, Overrides } from '../../mapping/overrides.ts'
import { createPayload, requestPayloadLimits, type Payload } from '../../mapping/payload.ts'
import { renderMapping } from '../../mapping/render-mapping.ts'
import { isFramingHeader } from '../../request/framing-headers.ts'
import { spellSegment } from '../../request/canonical-path.ts'
import { decompressedBody } from '../../request/decompression.ts'
import { findHeader, headerOctets, isWritableHeader } from '../../request/header-list.ts'
import type { IntegrationFailure } from '../integration-failure.ts'
import { isBinaryMediaType } from '../media-types.ts'
import type { EndpointRequest } from './endpoint.ts'

type RequestOutcome = { readonly kind: 'mapped'; readonly request: EndpointRequest } | IntegrationFailure

/** The integration request: the body by its template, parameters by their mappings, overrides over both. */
export async function mapRequest(
  { request: mapping }: MappedIntegration,
  exchange: RoutedExchange,
  body: Buffer,
  overrides: Overrides,
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
  const payload = createPayload(converted.kind === 'text' ? converted.text : '', requestPayloadLimits)
  if (template === undefined)
    return withParameters(mapping.parameters, exchange, payload, { body: converted, overrides })
  if (converted.kind === 'binary') return { kind: 'misconfigured', reason: 'a template cannot read binary' }
  const rendered = renderMapping(template, exchange, payload, overrides)
  if (rendered.kind === 'too-complex') return { kind: 'request-too-large', reason: rendered.reason }
  if (rendered.kind === 'failed') return { kind: 'misconfigured', reason: `request template: ${rendered.reason}` }
  const text: ConvertedBody = { kind: 'text', text: rendered.body }
  return withParameters(mapping.parameters, exchange, payload, { body: text, overrides })
}

function withParameters(
  mappings: readonly RestParameterMapping[],
  exchange: RoutedExchange,
  payload: Payload,
  { body, overrides }: { readonly body: ConvertedBody; readonly overrides: Overrides },
): RequestOutcome {
  const targets: Record<RestParameterMapping['target'], OverriddenValues> = {
    header: new Map(),
    querystring: new Map(),
    path: new Map(),
  }
  for (const { name, source, target } of mappings) {
    const values = mappedValues(source, exchange, payload)
    if (values === undefined) continue
    // A path parameter is spelled for a URL already, and a greedy one has slashes of its own.
    const isSpelled = target !== 'path' || source.from === 'path'
    targets[target].set(name, isSpelled ? values : values.map(spellSegment))
  }
  const { header, path, querystring } = overrides.request
  const mapped = pairsOf(overridden(targets.header, header, (name) => name.toLowerCase()))
  const headers = mapped.map(([name, value]) => [name, headerOctets(value)] as const)
  // A mapping of a framing header is refused when the definition is read; an override comes from a template.
  const wrong = headers.find(([name, value]) => !isWritableHeader(name, value) || isFramingHeader(name))
  if (wrong !== undefined) return { kind: 'misconfigured', reason: 'a mapped value cannot be a header' }
  const spelled = new Map([...path].map(([name, values]) => [name, values.map(spellSegment)]))
  const pathValues = overridden(targets.path, spelled).map(([name, values]) => [name, values.join(',')] as const)
  return {
    kind: 'mapped',
    request: {
      headers,
      query: pairsOf(overridden(targets.querystring, querystring)),
      pathValues: new Map(pathValues),
      body,
    },
  }
}

type Named = readonly (readonly [name: string, values: readonly string[]])[]

function overridden(
  mapped: OverriddenValues,
  overrides: OverriddenValues,
  fold: (name: string) => string = (name) => name,
): Named {
  const replaced = new Set([...overrides.keys()].map(fold))
  return [...[...mapped].filter(([name]) => !replaced.has(fold(name))), ...overrides]
}

function pairsOf(named: Named): readonly (readonly [string, string])[] {
  return named.flatMap(([name, values]) => values.map((value) => [name, value] as const))
}
