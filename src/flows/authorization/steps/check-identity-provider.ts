import { findParameter, type AuthorizationStep } from '../authorization-draft.ts'
import { pageError } from '../page-errors.ts'

/** A client without any provider offers no way to sign in, and one provider may be asked for only if it has it. */
export const checkIdentityProvider: AuthorizationStep = (draft) => {
  const offered = draft.client.configuration.SupportedIdentityProviders ?? []
  const asked = findParameter(draft, 'identity_provider')
  const isAskedByIdentifier = findParameter(draft, 'idp_identifier') !== undefined
  if (offered.length === 0 || isAskedByIdentifier) return pageError('login_option_unavailable')
  return asked === undefined || offered.includes(asked) ? undefined : pageError('login_option_unavailable')
}
