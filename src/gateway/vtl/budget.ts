import { VtlError } from './vtl-error.ts'

export interface VtlLimits {
  readonly steps: number
  /** Of the result, and of every text on the way to it. */
  readonly characters: number
  /** Macros and definitions within each other. */
  readonly calls: number
}

/** About a tenth of a second at the worst; a template of the guide takes some hundred steps. */
export const defaultVtlLimits: VtlLimits = { steps: 400_000, characters: 10 * 1024 * 1024, calls: 20 }

/** What one evaluation may still cost. The event loop waits meanwhile, so whatever grows with its input is charged. */
export interface Budget {
  readonly spend: (steps: number) => void
  /** Charges for text that is read or made, and refuses it where it is too long. */
  readonly spendText: (characters: number) => void
  readonly within: <Result>(call: () => Result) => Result
}

const CHARACTERS_PER_STEP = 64

export function createBudget({ steps, characters, calls }: VtlLimits): Budget {
  let left = steps
  let depth = 0
  const spend = (count: number) => {
    left -= count
    if (left < 0) throw new VtlError('the template takes too many steps')
  }
  return {
    spend,
    spendText(count) {
      if (count > characters) throw new VtlError('the template makes too long a text')
      spend(1 + Math.floor(count / CHARACTERS_PER_STEP))
    },
    within(call) {
      depth += 1
      if (depth > calls) throw new VtlError('the template calls itself too deeply')
      const result = call()
      depth -= 1
      return result
    },
  }
}
