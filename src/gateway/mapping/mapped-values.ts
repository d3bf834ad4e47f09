import type { RestMappingSource } from '../definition/mapped-integration.ts'
import type { MappedExchange } from '../exchange/exchange.ts'
import { headerValues } from '../../http/header-list.ts'
import { bodyValue } from './body-value.ts'
import { mappedText, queryValues } from './parameter-mapping.ts'
import type { Payload } from './payload.ts'

/** The values that a REST parameter is mapped to; undefined where the source is not there, so that the target is left out. */
export function mappedValues(
  source: RestMappingSource,
  exchange: MappedExchange,
  payload: Payload,
): readonly string[] | undefined {
  switch (source.from) {
    case 'multi-value-querystring':
      return someOf(queryValues(exchange, source.name))
    case 'response-header':
      return someOf(headerValues(payload.headers, source.name).slice(-1))
    case 'response-multi-value-header':
      return someOf(headerValues(payload.headers, source.name))
    case 'body':
      return source.path === undefined ? [payload.text] : oneOf(bodyValue(payload, source.path))
    default:
      return oneOf(mappedText([source], exchange))
  }
}

function someOf(values: readonly string[]): readonly string[] | undefined {
  return values.length === 0 ? undefined : values
}

function oneOf(value: string | undefined): readonly string[] | undefined {
  return value === undefined ? undefined : [value]
}
