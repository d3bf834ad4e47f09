import type { OutlierEjection } from '../../definition/address-checks.ts'
import type { AttemptResult } from '../circuit-breaker.ts'

/** What is known of one address. */
export interface AddressHealth {
  readonly isEjected: () => boolean
  /** The last checks said so. */
  readonly isUnhealthy: () => boolean
  /** `mayEject` is asked when it would be passed over: others may be already. */
  readonly learn: (result: AttemptResult, mayEject: () => boolean) => void
  readonly checked: (isWell: boolean) => void
  readonly ejections: () => number
}

/** The longest is so many times the first. */
const longestFactor = 10
/** Checks in a row that change what is known. */
const checksInARow = 2

/**
 * Passed over after failures in a row, for a time that grows with each time, and shrinks again by one step for each such
 * time that passes without. What was begun before it was passed over says nothing of it afterwards.
 */
export function createAddressHealth(
  ejection: OutlierEjection | undefined,
  nowMilliseconds: () => number,
): AddressHealth {
  let failures = 0
  let factor = 0
  let until = 0
  let ejections = 0
  let checks = 0
  let isUnhealthy = false
  const isEjected = () => nowMilliseconds() < until

  function eject({ seconds }: OutlierEjection) {
    const now = nowMilliseconds()
    const quiet = until === 0 ? 0 : Math.floor((now - until) / (seconds * 1000))
    factor = Math.min(Math.max(0, factor - quiet) + 1, longestFactor)
    until = now + factor * seconds * 1000
    failures = 0
    ejections += 1
  }

  return {
    isEjected,
    isUnhealthy: () => isUnhealthy,
    learn(result, mayEject) {
      if (ejection === undefined || result === 'neither' || isEjected()) return
      failures = result === 'failure' ? failures + 1 : 0
      if (failures >= ejection.failures && mayEject()) eject(ejection)
    },
    checked(isWell) {
      checks = isWell === isUnhealthy ? checks + 1 : 0
      if (checks < checksInARow) return
      isUnhealthy = !isWell
      checks = 0
    },
    ejections: () => ejections,
  }
}
