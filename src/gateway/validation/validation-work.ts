import type { FuncKeywordDefinition } from 'ajv'
import { isJsonObject } from '../../crypto/jose/strict-json.ts'

/** A body takes more work than one may. */
export class WorkExceeded extends Error {}

/** What the validation under way may still cost: the event loop waits meanwhile. */
export interface ValidationWork {
  readonly begin: (characters: number) => void
  readonly spend: (steps: number) => void
}

/** A step is a tenth of a microsecond. Patterns that people write take fewer steps than this for each character. */
const STEPS_FOR_A_CHARACTER = 8
const LEAST_STEPS = 500_000

export function createValidationWork(): ValidationWork {
  let left = 0
  return {
    begin(characters) {
      left = LEAST_STEPS + characters * STEPS_FOR_A_CHARACTER
    },
    spend(steps) {
      left -= steps
      if (left < 0) throw new WorkExceeded()
    },
  }
}

/** Added to schemas that choose between others: where such a choice holds itself, each level may double the work. */
export const CHOICE = 'x-sallyport-choice'
const CHOICES = ['allOf', 'anyOf', 'not', 'oneOf']
const STEPS_OF_A_CHOICE = 20

export function isChoice(schema: Readonly<Record<string, unknown>>): boolean {
  return CHOICES.some((keyword) => keyword in schema)
}

/** Keywords of ours, and those whose work would grow with the square of what a client sends. */
export function workKeywords({ spend }: ValidationWork): readonly FuncKeywordDefinition[] {
  return [
    {
      keyword: CHOICE,
      before: 'anyOf',
      errors: false,
      validate: () => {
        spend(STEPS_OF_A_CHOICE)
        return true
      },
    },
    {
      keyword: 'uniqueItems',
      type: 'array',
      schemaType: 'boolean',
      errors: false,
      validate: (isAsked: boolean, items: readonly unknown[]) => !isAsked || areUnique(items),
    },
  ]
}

function areUnique(items: readonly unknown[]): boolean {
  return new Set(items.map(canonical)).size === items.length
}

/** The same text for what JSON Schema holds to be equal: members have no order. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (!isJsonObject(value)) return JSON.stringify(value)
  const names = Object.keys(value).toSorted()
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`
}
