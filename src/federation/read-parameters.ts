import type { DomainRequest } from '../flows/user-pools/domain-request.ts'
import { formBytes, formMediaType, parseForm } from '../http/forms.ts'
import { findHeader, mediaTypeOf } from '../http/headers.ts'
import { parseQuery } from '../http/query.ts'

/** What a provider sent with the browser, each at most once: of what is said twice, nobody knows which was meant. */
export function readParameters(
  { method, query, headers, body }: DomainRequest,
  size: keyof typeof formBytes = 'ordinary',
): ReadonlyMap<string, string> {
  const isForm = mediaTypeOf(findHeader(headers, 'content-type') ?? '') === formMediaType
  if (method === 'POST' && !isForm) return new Map()
  const parsed = method === 'POST' ? parseForm(body, formBytes[size]) : parseQuery(query)
  return parsed.ok && parsed.duplicates.length === 0 ? parsed.values : new Map()
}
