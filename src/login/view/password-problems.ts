import { entryProblem } from './entry-problem.ts'
import type { Messages } from '../../messages/en.ts'
import type { Problem } from './view.ts'

/** What is wrong with a new password before the policy is asked. */
export function passwordProblems(messages: Messages, value: string): readonly Problem[] {
  const field = 'password'
  if (value === '') return [{ field, text: messages.errors.enterPassword }]
  return [entryProblem(messages, 'password', { field, value })].filter((problem) => problem !== undefined)
}
