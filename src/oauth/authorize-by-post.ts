import { errorPageLocation, pageError } from '../flows/authorization/page-errors.ts'
import type { DomainRequest } from '../flows/user-pools/domain-request.ts'
import { formMediaType } from '../http/forms.ts'
import { findHeader, mediaTypeOf } from '../http/headers.ts'
import type { HttpResponse } from '../http/message.ts'
import { parseQuery } from '../http/query.ts'

/**
 * `POST /oauth2/authorize` (OpenID Connect Core section 3.1.2.1): the same request by GET. Browsers keep the session's
 * cookie back from forms of other sites, and send it with where those lead.
 */
export async function authorizeByPost({ domain, headers, body }: DomainRequest): Promise<HttpResponse> {
  const query = Buffer.from(body).toString('latin1')
  const isForm = mediaTypeOf(findHeader(headers, 'content-type') ?? '') === formMediaType
  const isReadable = isForm && !/[^\u0021-\u007e]/.test(query) && parseQuery(query).ok
  const location = isReadable
    ? `${domain.baseUrl}/oauth2/authorize?${query}`
    : errorPageLocation(domain.baseUrl, pageError('query_malformed'), '')
  return { status: 303, headers: { location }, body: '' }
}
