import type { LockoutPolicy } from '../../../domain/passwords/lockout-policy.ts'

/** Times in milliseconds since 1970, as stored. */
export interface LockState {
  readonly failures: number
  readonly consecutive_failures: number
  readonly last_failure_at: number
  readonly locked_until: number
}

/** As far ahead as a Date goes: only an unlock ends it. */
const forever = 8_640_000_000_000_000

/**
 * The state after one more failure (cognito-api contract, section 5): from the threshold on each failure locks, twice
 * as long as the one before. A pause forgets failures for that; the hard limit counts them all until a success.
 */
export function nextLock(state: LockState, policy: LockoutPolicy, now: number): LockState {
  const isForgotten = now - state.last_failure_at >= policy.forgetAfterSeconds * 1000
  const failures = (isForgotten ? 0 : state.failures) + 1
  const consecutiveFailures = state.consecutive_failures + 1
  return {
    failures,
    consecutive_failures: consecutiveFailures,
    last_failure_at: now,
    locked_until: consecutiveFailures >= policy.hardLimit ? forever : now + lockSeconds(failures, policy) * 1000,
  }
}

function lockSeconds(failures: number, { threshold, firstLockSeconds, longestLockSeconds }: LockoutPolicy): number {
  if (failures < threshold) return 0
  return Math.min(firstLockSeconds * 2 ** (failures - threshold), longestLockSeconds)
}
