import type { AuthorizationStep } from '../authorization-draft.ts'
import { pageError } from '../page-errors.ts'

/** A client without any provider offers no way to sign in, and one provider may be asked for only if it has it. */
export const checkIdentityProvider: AuthorizationStep = ({ client, asked }) => {
  const offered = client.configuration.SupportedIdentityProviders ?? []
  if (offered.length === 0) return pageError('login_option_unavailable')
  if (asked === undefined) return undefined
  const isOffered = asked.name !== undefined && offered.includes(asked.name)
  return isOffered ? undefined : pageError('login_option_unavailable')
}
