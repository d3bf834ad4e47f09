import { attributeField } from './attribute-field.ts'
import { entryProblem } from '../view/entry-problem.ts'
import type { Messages } from '../../messages/en.ts'
import type { Problem } from '../view/view.ts'

/** What is wrong with the attributes that a form asks for: all of them are required. */
export function attributeProblems(
  messages: Messages,
  entries: readonly { readonly name: string; readonly value: string }[],
): readonly Problem[] {
  return entries
    .map(({ name, value }) => {
      if (value !== '') return entryProblem(messages, 'attribute', { field: name, value })
      return { field: name, text: missing(messages, name) }
    })
    .filter((problem) => problem !== undefined)
}

function missing(messages: Messages, name: string): string {
  const { errors } = messages
  if (name === 'email') return errors.enterEmail
  if (name === 'phone_number') return errors.enterPhoneNumber
  return errors.required(attributeField(messages, name, undefined).label)
}
