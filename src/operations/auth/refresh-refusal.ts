import type { Refusal, Refuse } from '../../contract/refusal.ts'
import type { RefreshRefusal } from '../../flows/tokens/refresh-tokens.ts'
import type { TriggerException, TriggerFailure } from '../../flows/triggers/run-trigger.ts'

/** Why a session does not go on, in Cognito's words. A reused token's exception is that of one operation only. */
export function refreshRefusal(
  refuse: Refuse<TriggerException | 'NotAuthorizedException'>,
  refusal: RefreshRefusal | TriggerFailure,
  reused: () => Refusal = () => refuse('NotAuthorizedException', 'Invalid Refresh Token'),
): Refusal {
  if (refusal.kind === 'trigger-failed') return refuse(refusal.exception, refusal.message)
  switch (refusal.reason) {
    case 'malformed':
    // The API names no resource and proves no key.
    case 'resource-mismatch':
    case 'key-mismatch':
      return refuse('NotAuthorizedException', 'Invalid Refresh Token')
    case 'other-client':
      return refuse('NotAuthorizedException', 'Refresh Token has different Client')
    case 'expired':
      return refuse('NotAuthorizedException', 'Refresh Token has expired')
    case 'revoked':
      return refuse('NotAuthorizedException', 'Refresh Token has been revoked')
    case 'user-deleted':
      return refuse('NotAuthorizedException', 'The user has been deleted for the associated refresh token')
    case 'user-disabled':
      return refuse('NotAuthorizedException', 'User is disabled.')
    case 'reused':
      return reused()
  }
}
