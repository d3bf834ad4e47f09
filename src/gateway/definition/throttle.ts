/** A token bucket: `burst` requests at once, and `ratePerSecond` again each second. 0 lets nothing through. */
export interface Throttle {
  readonly ratePerSecond: number
  readonly burst: number
}

/** What API Gateway gives an account in most regions, over all its APIs. */
export const accountThrottle: Throttle = { ratePerSecond: 10_000, burst: 5000 }
