import type { Quota, QuotaPeriod } from '../definition/usage-plan.ts'
import type { PlanHolder } from './plan-holders.ts'

/** Requests of each key in its plan's present period. */
export interface UsageCounters {
  /** Counts one request, or says no where the quota is used up. */
  readonly count: (holder: Pick<PlanHolder, 'key' | 'plan'>, quota: Quota, now: Date) => boolean
}

interface Counter {
  readonly periodStart: number
  made: number
}

/** Kept in this process; the offset counts in the first period that the process knows of a key. */
export function createUsageCounters(): UsageCounters {
  const counters = new Map<string, Counter>()
  return {
    count({ key, plan }, { limit, offset, period }, now) {
      const name = `${plan.id}/${key.id}`
      const start = periodStart(period, now)
      let counter = counters.get(name)
      if (counter?.periodStart !== start) {
        counter = { periodStart: start, made: counter === undefined ? offset : 0 }
        counters.set(name, counter)
      }
      if (counter.made >= limit) return false
      counter.made += 1
      return true
    },
  }
}

/** The midnight (UTC) that a day, a week from Monday or a month began with. */
export function periodStart(period: QuotaPeriod, now: Date): number {
  const [year, month, day] = [now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()]
  switch (period) {
    case 'DAY':
      return Date.UTC(year, month, day)
    case 'WEEK':
      return Date.UTC(year, month, day - ((now.getUTCDay() + 6) % 7))
    case 'MONTH':
      return Date.UTC(year, month, 1)
  }
}
