import { compileCheck } from '../../contract/constraint-checks.ts'
import { constraints } from '../../contract/constraints.gen.ts'
import type { ErrorText, Messages } from '../../messages/en.ts'
import type { Problem } from './view.ts'

const kinds = {
  username: { check: checkOf('UsernameType'), text: 'usernameForm' },
  password: { check: checkOf('PasswordType'), text: 'passwordForm' },
  attribute: { check: checkOf('AttributeValueType'), text: 'valueTooLong' },
} as const satisfies Readonly<Record<string, { check: ReturnType<typeof checkOf>; text: ErrorText }>>

/** What is wrong with the form of something new, if anything: what the wire API would not take, no page does. */
export function entryProblem(
  { errors }: Messages,
  kind: keyof typeof kinds,
  { field, value }: { readonly field: string; readonly value: string },
): Problem | undefined {
  const { check, text } = kinds[kind]
  return check(value) === undefined ? undefined : { field, text: errors[text] }
}

function checkOf(shapeName: string) {
  const shape = constraints[shapeName]
  const check = shape && compileCheck(shape)
  if (check === undefined) throw new Error(`The contract has no ${shapeName} to check`)
  return check
}
