import type { ResponseParameterMapping, ResponseParameterMappings } from '../definition/parameter-mapping.ts'
import type { RoutedExchange } from '../exchange/exchange.ts'
import type { HeaderList } from '../../http/header-list.ts'
import { mappedOctets, mappedText } from './parameter-mapping.ts'
import { selectedBody } from './selected-body.ts'
import { withMappedHeader } from './with-mapped-header.ts'

export interface ResponseHead {
  readonly status: number
  readonly headers: HeaderList
}

/** What a client is told instead, by the mappings for the status that the backend gave. */
export function mapHttpResponse(
  mappings: ResponseParameterMappings,
  exchange: RoutedExchange,
  { body, ...head }: ResponseHead & { readonly body?: Uint8Array },
): ResponseHead {
  const changes = mappings.get(head.status)
  if (changes === undefined) return head
  const payload = selectedBody(body ?? new Uint8Array(), head.headers)
  return changes.reduce<ResponseHead>((mapped, change) => {
    return change.target === 'status'
      ? withStatus(mapped, mappedText(change.value, exchange, payload))
      : withHeaderOf(mapped, change, mappedOctets(change.value, exchange, payload))
  }, head)
}

/** Informational statuses are no answers, and neither is what is no number: the backend's own stays. */
function withStatus(head: ResponseHead, text: string | undefined): ResponseHead {
  return text !== undefined && /^[2-5]\d\d$/.test(text) ? { ...head, status: Number(text) } : head
}

/** A value that no header can carry is left out: it is the backend's, and it must not become two headers. */
function withHeaderOf(head: ResponseHead, change: ResponseParameterMapping, octets: string | undefined): ResponseHead {
  const headers = withMappedHeader(head.headers, change, octets) ?? withMappedHeader(head.headers, change, undefined)
  return { ...head, headers: headers ?? head.headers }
}
