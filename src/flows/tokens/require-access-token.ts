import type { Refuse } from '../../contract/refusal.ts'
import type { Refusal } from '../../contract/refusal.ts'
import type { Ports } from '../../ports/ports.ts'
import { checkAccessToken, type InvalidAccessToken, type ValidAccessToken } from './check-access-token.ts'

type AccessTokenException = 'NotAuthorizedException' | 'ResourceNotFoundException'
type MissingUserException = 'UserNotFoundException' | 'UserNotConfirmedException'

/**
 * The living access token that an operation was called with, and its user, client and pool, or Cognito's refusal
 * (cognito-api contract, sections 4.2 and 6).
 */
export async function requireAccessToken(
  ports: Pick<Ports, 'addresses' | 'clock' | 'storage'>,
  refuse: Refuse<AccessTokenException | MissingUserException>,
  accessToken: string,
  options: { readonly requiredScope?: string } = {},
): Promise<ValidAccessToken> {
  const checked = await checkAccessToken(ports, accessToken, options)
  if (checked.kind === 'valid') return checked
  throw refusalOf(checked, refuse)
}

/**
 * The same for an operation whose contract has no exception for a user who is gone: those refusals become
 * NotAuthorizedException with the same text.
 */
export async function requireAccessTokenOnly(
  ports: Pick<Ports, 'addresses' | 'clock' | 'storage'>,
  refuse: Refuse<AccessTokenException>,
  accessToken: string,
): Promise<ValidAccessToken> {
  return requireAccessToken(ports, (exception, message) => refuse(narrowed(exception), message), accessToken)
}

function narrowed(exception: AccessTokenException | MissingUserException): AccessTokenException {
  return exception === 'ResourceNotFoundException' ? exception : 'NotAuthorizedException'
}

function refusalOf(
  { reason, clientId }: InvalidAccessToken,
  refuse: Refuse<AccessTokenException | MissingUserException>,
): Refusal {
  switch (reason) {
    case 'malformed':
      return refuse('NotAuthorizedException', 'Invalid Access Token')
    case 'bad-signature':
      return refuse('NotAuthorizedException', 'Could not verify signature for Access Token')
    case 'expired':
      return refuse('NotAuthorizedException', 'Access Token has expired')
    case 'revoked':
      return refuse('NotAuthorizedException', 'Access Token has been revoked')
    case 'scope-missing':
      return refuse('NotAuthorizedException', 'Access Token does not have required scopes')
    case 'client-deleted':
      return refuse('ResourceNotFoundException', `User pool client ${clientId} does not exist.`)
    case 'user-deleted':
      return refuse('UserNotFoundException', 'User does not exist.')
    case 'user-unconfirmed':
      return refuse('UserNotConfirmedException', 'User is not confirmed.')
    case 'user-replaced':
      return refuse('NotAuthorizedException', 'Invalid access token.')
    case 'user-disabled':
      return refuse('NotAuthorizedException', 'User is disabled.')
  }
}
