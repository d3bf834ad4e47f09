import type { DomainRequest } from '../flows/user-pools/domain-request.ts'
import { formMediaType, parseForm } from '../http/forms.ts'
import { findHeader, mediaTypeOf } from '../http/headers.ts'
import type { HttpResponse } from '../http/message.ts'
import { parseQuery } from '../http/query.ts'
import type { Ports } from '../ports/ports.ts'
import { concludeReturn } from './conclude-return.ts'

/** `/oauth2/idpresponse` (cognito-web contract, section 2.7): Apple sends a form, all others a query. */
export async function idpResponse(request: DomainRequest, ports: Ports): Promise<HttpResponse> {
  const parameters = readParameters(request)
  return concludeReturn(request, ports, {
    path: '/oauth2/idpresponse',
    state: parameters.get('state'),
    parameters,
  })
}

/** Each at most once: of what is said twice, nobody knows which was meant. */
function readParameters({ method, query, headers, body }: DomainRequest): ReadonlyMap<string, string> {
  const isForm = mediaTypeOf(findHeader(headers, 'content-type') ?? '') === formMediaType
  if (method === 'POST' && !isForm) return new Map()
  const parsed = method === 'POST' ? parseForm(body) : parseQuery(query)
  return parsed.ok && parsed.duplicates.length === 0 ? parsed.values : new Map()
}
