import type { Quota } from '../definition/usage-plan.ts'
import type { PlanHolder } from '../definition/usage-plan.ts'
import { periodStart } from './quota-period.ts'

/** Requests of each key in its plan's present period. */
export interface UsageCounters extends AsyncDisposable {
  /** Counts one request, or says no where the quota is used up. */
  readonly count: (holder: QuotaHolder, quota: Quota, now: Date) => boolean | Promise<boolean>
}

export type QuotaHolder = Pick<PlanHolder, 'key' | 'plan'>

interface Counter {
  readonly periodStart: number
  made: number
}

/**
 * Kept in this process and forgotten with it; each of several processes lets its part of a quota through. The offset
 * counts in the first period that the process knows of a key.
 */
export function createUsageCounters(processes = 1): UsageCounters {
  const counters = new Map<string, Counter>()
  return {
    count({ key, plan }, { limit, offset, period }, now) {
      const name = `${plan.id}/${key.id}`
      const start = periodStart(period, now)
      let counter = counters.get(name)
      if (counter?.periodStart !== start) {
        counter = { periodStart: start, made: counter === undefined ? Math.ceil(offset / processes) : 0 }
        counters.set(name, counter)
      }
      if (counter.made >= Math.ceil(limit / processes)) return false
      counter.made += 1
      return true
    },
    async [Symbol.asyncDispose]() {},
  }
}
