import type { ExceptionName } from '../contract/exceptions.gen.ts'
import type { Refusal } from '../contract/refusal.ts'
import type { Messages } from './messages/en.ts'
import type { Problem } from './view.ts'

type ErrorKey = Exclude<keyof Messages['errors'], 'required'>

const known: Partial<Readonly<Record<ExceptionName, { text: ErrorKey; field?: string; status: number }>>> = {
  CodeMismatchException: { text: 'codeMismatch', field: 'code', status: 422 },
  ExpiredCodeException: { text: 'codeExpired', field: 'code', status: 422 },
  LimitExceededException: { text: 'tooManyAttempts', status: 429 },
  TooManyFailedAttemptsException: { text: 'tooManyAttempts', status: 429 },
  TooManyRequestsException: { text: 'busy', status: 503 },
  AliasExistsException: { text: 'usernameExists', status: 422 },
  UsernameExistsException: { text: 'usernameExists', field: 'username', status: 422 },
}

const passwordExceptions: readonly ExceptionName[] = [
  'InvalidPasswordException',
  'PasswordHistoryPolicyViolationException',
]

/** What people read when a flow refuses. Its own words are used where they say more than ours could. */
export function refusalProblem(
  messages: Messages,
  refusal: Refusal,
): { readonly status: number; readonly problem: Problem } {
  const answer = known[refusal.exception]
  if (answer) {
    const problem = { text: messages.errors[answer.text] }
    return { status: answer.status, problem: answer.field ? { ...problem, field: answer.field } : problem }
  }
  const text = refusal.message.replace(/^Password did not conform with policy: /, '')
  if (passwordExceptions.includes(refusal.exception)) return { status: 422, problem: { field: 'password', text } }
  return { status: 422, problem: { text } }
}
