import type { DomainRequest } from '../flows/user-pools/domain-request.ts'
import { formMediaType, parseForm } from '../http/forms.ts'
import { findHeader, mediaTypeOf } from '../http/headers.ts'
import { oauthError, type OAuthError } from './responses.ts'

/** The parameters of a protocol endpoint's form: each at most once, none without a value. */
export interface OAuthForm {
  readonly kind: 'form'
  find(name: string): string | undefined
  /** Everything, in the order in which it was sent. */
  readonly pairs: readonly (readonly [name: string, value: string])[]
}

/** Reads the body, and only the body: parameters in the URL are none (RFC 6749 section 3.2; OAU-08). */
export function readForm({ headers, body }: DomainRequest): OAuthForm | OAuthError {
  if (mediaTypeOf(findHeader(headers, 'content-type') ?? '') !== formMediaType) return oauthError('invalid_request')
  const parameters = parseForm(body)
  if (!parameters.ok || parameters.duplicates.length > 0) return oauthError('invalid_request')
  return { kind: 'form', find: (name) => parameters.values.get(name) || undefined, pairs: parameters.pairs }
}
