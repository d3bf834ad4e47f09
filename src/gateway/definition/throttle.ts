/**
 * A token bucket: `burst` requests at once, and `ratePerSecond` again each second. 0 of either lets nothing through; the
 * half that is not said is what the account has.
 */
export interface Throttle {
  readonly ratePerSecond: number | undefined
  readonly burst: number | undefined
}

/** What all APIs together let through: both halves are said. */
export interface AccountThrottle extends Throttle {
  readonly ratePerSecond: number
  readonly burst: number
}

/** What API Gateway gives an account in most regions, over all its APIs. */
export const accountThrottle: AccountThrottle = { ratePerSecond: 10_000, burst: 5000 }
