import { extraOf } from '../../../domain/extras/extras.ts'
import { fault, findParameter, type AuthorizationStep } from '../authorization-draft.ts'
import type { AuthorizationErrorCode } from '../redirect-location.ts'

/** OpenID Connect Core sections 6 and 7.2.1: what is not supported is refused by name. */
const unsupported: readonly (readonly [parameter: string, error: AuthorizationErrorCode])[] = [
  ['request', 'request_not_supported'],
  ['request_uri', 'request_uri_not_supported'],
  ['registration', 'registration_not_supported'],
]

/** Cognito: these are ignored. */
export const checkOpenIdParameters: AuthorizationStep = (draft) => {
  if (!extraOf(draft.domain.pool, 'openid-request', draft.client)) return undefined
  const found = unsupported.find(([parameter]) => findParameter(draft, parameter) !== undefined)
  return found && fault(found[1], `${found[0]} is not supported`)
}
