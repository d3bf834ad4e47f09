import type { AccountThrottle, Throttle } from '../definition/throttle.ts'

/** Buckets by name. A name that nobody asks for is forgotten once its bucket would be full again. */
export interface TokenBuckets {
  /** Takes one token out of each bucket, or none where one of them is empty. */
  readonly take: (wanted: readonly WantedToken[], now: Date) => boolean
}

export interface WantedToken {
  readonly bucket: string
  readonly throttle: Throttle
}

/** More names than this means that they are many users' own: full buckets are swept before more memory is used. */
const SWEEP_AT = 10_000

/**
 * Token buckets as GCRA keeps them: one number each, the time at which the bucket will be full again. They live in this
 * process and are targets, as at AWS, rather than ceilings: an installation of several processes divides its limits.
 */
export function createTokenBuckets(account: AccountThrottle, processes = 1): TokenBuckets {
  const fullAt = new Map<string, number>()
  let sweepAt = SWEEP_AT

  function sweep(now: number) {
    for (const [bucket, time] of fullAt) if (time <= now) fullAt.delete(bucket)
    sweepAt = Math.max(SWEEP_AT, fullAt.size * 2)
  }

  return {
    take(wanted, time) {
      const now = time.getTime()
      const next: number[] = []
      for (const { bucket, throttle } of wanted) {
        const { burst: requests = account.burst, ratePerSecond = account.ratePerSecond } = throttle
        if (requests === 0 || ratePerSecond === 0) return false
        const interval = (1000 * processes) / ratePerSecond
        const filled = Math.max(fullAt.get(bucket) ?? now, now) + interval
        const capacity = interval * Math.max(1, requests / processes)
        // The tolerance is for sums of fractions: ten times a tenth of a second must not be more than a second.
        if (filled - now > capacity + 1e-6) return false
        next.push(filled)
      }
      wanted.forEach(({ bucket }, index) => fullAt.set(bucket, next[index] ?? now))
      if (fullAt.size > sweepAt) sweep(now)
      return true
    },
  }
}
