import type { RestParameterMapping } from '../../definition/mapped-integration.ts'
import type { MappedExchange } from '../../exchange/exchange.ts'
import type { ConvertedBody } from '../../mapping/content-conversion.ts'
import { sourceOctets } from '../../mapping/header-octets.ts'
import { mappedValues } from '../../mapping/mapped-values.ts'
import type { OverriddenValues, Overrides } from '../../mapping/overrides.ts'
import type { Payload } from '../../mapping/payload.ts'
import { spellSegment } from '../../request/canonical-path.ts'
import { isFramingHeader } from '../../request/framing-headers.ts'
import { headerOctets, isWritableHeader } from '../../../http/header-list.ts'
import type { IntegrationFailure } from '../integration-failure.ts'
import type { EndpointRequest } from './endpoint.ts'

export type RequestOutcome = { readonly kind: 'mapped'; readonly request: EndpointRequest } | IntegrationFailure

/** Parameters by their mappings, and what templates override of them. */
export function endpointRequest(
  mappings: readonly RestParameterMapping[],
  exchange: MappedExchange,
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
    if (target === 'header') {
      targets.header.set(
        name,
        values.map((value) => sourceOctets(source, value)),
      )
      continue
    }
    // A path parameter is spelled for a URL already, and a greedy one has slashes of its own.
    const isSpelled = target !== 'path' || source.from === 'path'
    targets[target].set(name, isSpelled ? values : values.map(spellSegment))
  }
  const { header, path, querystring } = overrides.request
  const overriding = new Map([...header].map(([name, values]) => [name, values.map(headerOctets)]))
  const headers = pairsOf(overridden(targets.header, overriding, (name) => name.toLowerCase()))
  // A mapping of a framing header is refused when the definition is read; an override comes from a template.
  const isWrong = headers.some(([name]) => !isWritableHeader(name, '') || isFramingHeader(name))
  if (isWrong) return { kind: 'misconfigured', reason: 'an override names no header that may be set' }
  if (!headers.every(([name, value]) => isWritableHeader(name, value))) {
    return { kind: 'bad-request', reason: 'a mapped value cannot be a header' }
  }
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
