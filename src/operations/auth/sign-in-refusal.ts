import type { Refusal, Refuse } from '../../contract/refusal.ts'
import type { SignInRefusal } from '../../domain/sign-in/refusal-reason.ts'
import type { TriggerException } from '../../flows/triggers/run-trigger.ts'

/** What every step of a sign-in may be refused with. */
export type SignInException =
  | TriggerException
  | 'InvalidParameterException'
  | 'InvalidUserPoolConfigurationException'
  | 'NotAuthorizedException'
  | 'PasswordResetRequiredException'
  | 'ResourceNotFoundException'
  | 'TooManyRequestsException'
  | 'UserNotConfirmedException'
  | 'UserNotFoundException'

/** A reason in Cognito's exception and words (cognito-api contract, section 6). */
export function signInRefusal(refuse: Refuse<SignInException>, { reason, detail = '' }: SignInRefusal): Refusal {
  switch (reason) {
    case 'incorrect':
      return refuse('NotAuthorizedException', 'Incorrect username or password.')
    case 'unknown-user':
      return refuse('UserNotFoundException', 'User does not exist.')
    case 'locked':
      return refuse('NotAuthorizedException', 'Password attempts exceeded')
    case 'disabled':
      return refuse('NotAuthorizedException', 'User is disabled.')
    case 'unconfirmed':
      return refuse('UserNotConfirmedException', 'User is not confirmed.')
    case 'reset-required':
      return refuse('PasswordResetRequiredException', 'Password reset required for the user')
    case 'temporary-password-expired':
      return refuse('NotAuthorizedException', 'Temporary password has expired and must be reset by an administrator.')
    case 'parameter-missing':
      return refuse('InvalidParameterException', `Missing required parameter ${detail}`)
    case 'parameter-invalid':
      return refuse('InvalidParameterException', invalidParameters[detail] ?? `Invalid value for parameter ${detail}`)
    case 'attribute-invalid':
    case 'message-invalid':
      return refuse('InvalidParameterException', detail)
    case 'attribute-not-writable':
      return refuse('NotAuthorizedException', 'A client attempted to write unauthorized attribute')
    case 'session-invalid':
      return refuse('NotAuthorizedException', 'Invalid session for the user.')
    case 'session-expired':
      return refuse('NotAuthorizedException', 'Invalid session for the user, session is expired.')
    case 'session-spent':
      return refuse('NotAuthorizedException', 'Invalid session for the user, session can only be used once.')
    case 'device-unknown':
      return refuse('ResourceNotFoundException', 'Device does not exist.')
    case 'access-token-invalid':
      return refuse('NotAuthorizedException', detail === '' ? 'Invalid Access Token' : detail)
    case 'custom-auth-missing':
      return refuse('InvalidParameterException', 'Custom auth lambda trigger is not configured for the user pool.')
    case 'no-mfa-method':
    case 'software-token-off':
      return refuse('InvalidUserPoolConfigurationException', 'User pool has no MFA method that the user can use')
    case 'blocked':
      return refuse('NotAuthorizedException', 'Unable to login because of security reasons')
    case 'busy':
      return refuse('TooManyRequestsException', 'Too many requests')
    case 'code-limit':
      return refuse('TooManyRequestsException', 'Attempt limit exceeded, please try after some time.')
    case 'trigger-refused':
      return refuse('UserLambdaValidationException', detail)
    case 'trigger-answer-invalid':
      return refuse('InvalidLambdaResponseException', detail)
    case 'trigger-unavailable':
      return refuse('UnexpectedLambdaException', detail)
    case 'weak-password':
    case 'password-reused':
    case 'alias-taken':
    case 'code-mismatch':
    case 'code-expired':
    case 'code-reused':
    case 'authorization-code-spent':
      throw new Error(`a step of a sign-in that takes no such answer was refused with ${reason}`)
  }
}

const invalidParameters: Readonly<Record<string, string>> = {
  TIMESTAMP: 'TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.',
}
