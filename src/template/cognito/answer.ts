import { Refusal } from '../../contract/refusal.ts'
import { isJsonObject } from '../json.ts'
import type { JsonObject } from '../json.ts'

/** A member of an operation's answer that is a structure. */
export function structureIn(answer: unknown, member: string): JsonObject {
  const value = isJsonObject(answer) ? answer[member] : undefined
  return isJsonObject(value) ? value : {}
}

export function requireTextIn(structure: JsonObject, member: string): string {
  const value = structure[member]
  if (typeof value === 'string') return value
  throw new Error(`The answer of the operation has no ${member}`)
}

/** The answer, or undefined when the operation says that there is no such thing. */
export async function orGone(answer: Promise<unknown>): Promise<unknown> {
  try {
    return await answer
  } catch (error) {
    const gone = ['ResourceNotFoundException', 'UserNotFoundException']
    if (error instanceof Refusal && gone.includes(error.exception)) return undefined
    throw error
  }
}
