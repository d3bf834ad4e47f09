/** Cognito: five failures, then one second doubling to about fifteen minutes (contract, section 5). */
export interface LockoutPolicy {
  /** The failure from which on each one locks. */
  readonly threshold: number
  readonly firstLockSeconds: number
  readonly longestLockSeconds: number
  /** Failures are forgotten after this long without an attempt. */
  readonly forgetAfterSeconds: number
  /** Consecutive failures after which only a reset of the password unlocks (AUTHN-07). */
  readonly hardLimit: number
}

export const lockoutPolicy: LockoutPolicy = {
  threshold: 5,
  firstLockSeconds: 1,
  longestLockSeconds: 900,
  forgetAfterSeconds: 900,
  hardLimit: 100,
}
