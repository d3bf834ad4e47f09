import type { Clock } from '../../ports/clock.ts'
import type { Log } from '../../ports/log.ts'
import type { Quota } from '../definition/usage-plan.ts'
import { newLease, settleLease, takeBlock, type QuotaLease, type QuotaStore } from './quota-lease.ts'
import { periodStart } from './quota-period.ts'
import type { QuotaHolder, UsageCounters } from './usage-counters.ts'

export interface LeasedQuotaOptions {
  readonly clock: Clock
  readonly log: Pick<Log, 'error'>
}

/** Others may give back what they took, and a store may come back. */
const ASK_AGAIN_AFTER_MS = 1000
const SETTLE_IDLE_AFTER_MS = 10_000

/**
 * Quotas in a store that several processes share. Each takes a block of what is left and counts in it by itself, so most
 * requests ask nobody; the next block is fetched before this one is used up. No more than the quota goes through. What a
 * process has not used it gives back; one that is killed takes the rest of its block with it. While the store cannot be
 * asked, requests go through and are counted when it can be (AWS: quotas are best effort).
 */
export function createLeasedQuotas(store: QuotaStore, { clock, log }: LeasedQuotaOptions): UsageCounters {
  const leases = new Map<string, QuotaLease>()
  const timer = setInterval(() => void settle(idleLeases()), SETTLE_IDLE_AFTER_MS).unref()

  function leaseOf(holder: QuotaHolder, quota: Quota, now: Date): QuotaLease {
    const name = `${holder.plan.id}/${holder.key.id}/${quota.period}`
    const known = leases.get(name)
    if (known?.of.startedAt.getTime() === periodStart(quota.period, now)) return known
    const lease = newLease(holder, quota, now)
    leases.set(name, lease)
    return lease
  }

  async function whenAsked(lease: QuotaLease): Promise<boolean> {
    lease.waiting += 1
    try {
      while (lease.left === 0) {
        if (clock.now().getTime() < lease.answerUntil) return answered(lease)
        await ask(lease)
      }
      lease.left -= 1
      return true
    } finally {
      lease.waiting -= 1
    }
  }

  /** One at a time: whoever else wants the next block waits for the same one. */
  function ask(lease: QuotaLease): Promise<void> {
    lease.asking ??= askStore(lease).finally(() => {
      lease.asking = undefined
    })
    return lease.asking
  }

  async function askStore(lease: QuotaLease): Promise<void> {
    try {
      const isLeft = await takeBlock(store, lease)
      if (!isLeft) answerFor(lease, false)
    } catch (cause) {
      log.error({ cause, usagePlan: lease.of.planId }, 'quotas cannot be counted: requests go through meanwhile')
      answerFor(lease, true)
    }
  }

  function answerFor(lease: QuotaLease, answer: boolean): void {
    lease.answer = answer
    lease.answerUntil = clock.now().getTime() + ASK_AGAIN_AFTER_MS
  }

  function answered(lease: QuotaLease): boolean {
    if (lease.answer) lease.owed += 1
    return lease.answer
  }

  /** Those that nobody asked since the last time; they are gone from here at once. */
  function idleLeases(): readonly QuotaLease[] {
    const idle: QuotaLease[] = []
    for (const [name, lease] of leases) {
      if (lease.isIdle && lease.asking === undefined && lease.waiting === 0) {
        leases.delete(name)
        idle.push(lease)
      }
      lease.isIdle = true
    }
    return idle
  }

  async function settle(unused: readonly QuotaLease[]): Promise<void> {
    for (const lease of unused) {
      await settleLease(store, lease).catch((cause: unknown) => {
        log.error({ cause, usagePlan: lease.of.planId }, 'what is unused of a quota cannot be given back')
      })
    }
  }

  return {
    count(holder, quota, now) {
      const lease = leaseOf(holder, quota, now)
      lease.isIdle = false
      lease.quota = quota
      const time = now.getTime()
      if (lease.left === 0) return time < lease.answerUntil ? answered(lease) : whenAsked(lease)
      lease.left -= 1
      if (lease.left * 4 < lease.size && lease.size > 1 && time >= lease.answerUntil) void ask(lease)
      return true
    },
    async [Symbol.asyncDispose]() {
      clearInterval(timer)
      await Promise.all([...leases.values()].flatMap(({ asking }) => asking ?? []))
      await settle([...leases.values()])
      leases.clear()
    },
  }
}
