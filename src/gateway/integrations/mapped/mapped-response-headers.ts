import type { RestParameterMapping } from '../../definition/mapped-integration.ts'
import type { MappedExchange } from '../../exchange/exchange.ts'
import { sourceOctets } from '../../mapping/header-octets.ts'
import { mappedValues } from '../../mapping/mapped-values.ts'
import type { Overrides } from '../../mapping/overrides.ts'
import type { Payload } from '../../mapping/payload.ts'
import { headerOctets, isWritableHeader, type HeaderList } from '../../../http/header-list.ts'

/** The response's headers by their mappings, and what templates override of them. Undefined for what is no header. */
export function mappedResponseHeaders(
  mappings: readonly RestParameterMapping[],
  exchange: MappedExchange,
  payload: Payload,
  overrides: Overrides,
): HeaderList | undefined {
  const overridden = [...overrides.response.header].flatMap(([name, values]) =>
    values.map((value) => [name, headerOctets(value)] as const),
  )
  const names = new Set(overridden.map(([name]) => name.toLowerCase()))
  const mapped = mappings.flatMap(({ name, source }) => {
    if (names.has(name.toLowerCase())) return []
    return (mappedValues(source, exchange, payload) ?? []).map((value) => [name, sourceOctets(source, value)] as const)
  })
  const headers = [...mapped, ...overridden]
  return headers.every(([name, value]) => isWritableHeader(name, value)) ? headers : undefined
}
