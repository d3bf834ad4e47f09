import type { Refusal, Refuse } from '../../contract/refusal.ts'
import type { ChallengeNameType } from '../../contract/shapes.gen.ts'
import type { SignInRefusal } from '../../domain/sign-in/refusal-reason.ts'
import { signInRefusal, type SignInException } from './sign-in-refusal.ts'

/** What an answer to a challenge may be refused with besides. */
export type AnswerException =
  | SignInException
  | 'AliasExistsException'
  | 'CodeMismatchException'
  | 'ExpiredCodeException'
  | 'InvalidPasswordException'
  | 'MFAMethodNotFoundException'
  | 'PasswordHistoryPolicyViolationException'
  | 'SoftwareTokenMFANotFoundException'

/** The same for an answer to `challenge`. */
export function answerRefusal(
  refuse: Refuse<AnswerException>,
  challenge: ChallengeNameType,
  refusal: SignInRefusal,
): Refusal {
  const { reason, detail = '' } = refusal
  switch (reason) {
    case 'weak-password':
      return refuse('InvalidPasswordException', detail)
    case 'password-reused':
      return refuse('PasswordHistoryPolicyViolationException', 'Password has previously been used')
    case 'alias-taken':
      return refuse('AliasExistsException', takenAlias(detail))
    case 'code-mismatch':
      return refuse('CodeMismatchException', mismatch(challenge))
    case 'code-expired':
      return refuse('ExpiredCodeException', 'Invalid code provided, please request a code again.')
    case 'code-reused':
      return refuse('ExpiredCodeException', 'Your software token has already been used once.')
    case 'no-mfa-method':
      return refuse('MFAMethodNotFoundException', 'No MFA method was found that the user can use')
    case 'software-token-off':
      return refuse('SoftwareTokenMFANotFoundException', 'Software Token MFA has not been enabled by the userPool')
    default:
      return signInRefusal(refuse, refusal)
  }
}

/** Cognito: a wrong code of an app and a wrong code that was sent are worded differently. */
function mismatch(challenge: ChallengeNameType): string {
  return challenge === 'SOFTWARE_TOKEN_MFA'
    ? 'Invalid code received for user'
    : 'Invalid code or auth state for the user.'
}

function takenAlias(namespace: string): string {
  if (namespace === 'username') return 'User account already exists for the alias.'
  return `An account with the given ${namespace} already exists.`
}
