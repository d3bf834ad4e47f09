import type { Refusal, Refuse } from '../../contract/refusal.ts'
import type { SignInRefusal } from '../../domain/sign-in/refusal-reason.ts'

/** Why a software token cannot be set up with this session, for operations with few exceptions. */
export function setUpRefusal(
  refuse: Refuse<'NotAuthorizedException' | 'SoftwareTokenMFANotFoundException'>,
  { reason }: SignInRefusal,
): Refusal {
  switch (reason) {
    case 'software-token-off':
      return refuse('SoftwareTokenMFANotFoundException', 'Software Token MFA has not been enabled by the userPool')
    case 'session-expired':
      return refuse('NotAuthorizedException', 'Invalid session for the user, session is expired.')
    case 'session-spent':
      return refuse('NotAuthorizedException', 'Invalid session for the user, session can only be used once.')
    case 'locked':
      return refuse('NotAuthorizedException', 'Password attempts exceeded')
    case 'disabled':
      return refuse('NotAuthorizedException', 'User is disabled.')
    default:
      return refuse('NotAuthorizedException', 'Invalid session for the user.')
  }
}
