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
