import type { LinearRegex } from './linear-regex.ts'

class WorkExceeded extends Error {}

/** Whether the whole text matches; undefined where finding out would take too long. */
export function boundedMatch(regex: LinearRegex, text: string, mostSteps: number): boolean | undefined {
  return bounded(mostSteps, (spend) => regex.matches(text, spend))
}

/** Whether some part of the text matches; undefined where finding out would take too long. */
export function boundedSearch(
  regex: LinearRegex,
  text: string,
  mostSteps: number,
  spendOfAll: Spend = () => {},
): boolean | undefined {
  return bounded(mostSteps, (spend) => {
    const spendBoth: Spend = (steps) => {
      spend(steps)
      spendOfAll(steps)
    }
    return regex.find(text, 0, spendBoth) !== undefined
  })
}

type Spend = (steps: number) => void

function bounded(mostSteps: number, run: (spend: Spend) => boolean): boolean | undefined {
  let left = mostSteps
  try {
    return run((steps) => {
      left -= steps
      if (left < 0) throw new WorkExceeded()
    })
  } catch (error) {
    if (error instanceof WorkExceeded) return undefined
    throw error
  }
}
