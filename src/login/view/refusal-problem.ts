import type { ExceptionName } from '../../contract/exceptions.gen.ts'
import type { Refusal } from '../../contract/refusal.ts'
import type { ErrorText, Messages } from '../../messages/en.ts'
import { ownWords } from './own-words.ts'
import type { Problem } from './view.ts'

const known: Partial<Readonly<Record<ExceptionName, { text: ErrorText; field?: string; status: number }>>> = {
  CodeMismatchException: { text: 'codeMismatch', field: 'code', status: 422 },
  ExpiredCodeException: { text: 'codeExpired', field: 'code', status: 422 },
  LimitExceededException: { text: 'tooManyAttempts', status: 429 },
  TooManyFailedAttemptsException: { text: 'tooManyAttempts', status: 429 },
  TooManyRequestsException: { text: 'busy', status: 503 },
  AliasExistsException: { text: 'addressTaken', status: 422 },
  UsernameExistsException: { text: 'usernameExists', field: 'username', status: 422 },
}

/** What people read when a flow refuses, and the status of the page. */
export function refusalProblem(
  messages: Messages,
  { exception, message }: Refusal,
): { readonly status: number; readonly problem: Problem } {
  const answer = known[exception]
  if (answer === undefined) return { status: 422, problem: ownWords(messages, message) }
  const { status, text, field } = answer
  const problem = { text: messages.errors[text] }
  return { status, problem: field === undefined ? problem : { ...problem, field } }
}
