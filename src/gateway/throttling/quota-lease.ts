import type { QuotaPeriodOf, QuotaUses } from '../../ports/storage/quota-uses.ts'
import type { Storage } from '../../ports/storage/storage.ts'
import type { Quota } from '../definition/usage-plan.ts'
import { periodEnd, periodStart } from './quota-period.ts'
import type { QuotaHolder } from './usage-counters.ts'

export type QuotaStore = Pick<Storage, 'commit' | 'quotaUses'>

/** What this process may let through of one key's quota without asking. */
export interface QuotaLease {
  readonly of: QuotaPeriodOf
  quota: Quota
  left: number
  /** What was left when the last block came. */
  size: number
  /** Let through while the store could not be asked. */
  owed: number
  /** Requests that wait for the next block. */
  waiting: number
  asking: Promise<void> | undefined
  /** Until then the last answer counts: used up, or the store is away. */
  answerUntil: number
  answer: boolean
  isIdle: boolean
}

/** A sixteenth of what is left, so that little lies idle in one process while another one refuses. */
const SHARE = 16
const LARGEST_BLOCK = 1000
const MOST_TRIES = 8

export function newLease({ key, plan }: QuotaHolder, quota: Quota, now: Date): QuotaLease {
  const { period } = quota
  const startedAt = new Date(periodStart(period, now))
  const endsAt = new Date(periodEnd(period, now))
  return {
    of: { planId: plan.id, keyId: key.id, period, startedAt, endsAt },
    quota,
    left: 0,
    size: 0,
    owed: 0,
    waiting: 0,
    asking: undefined,
    answerUntil: 0,
    answer: false,
    isIdle: false,
  }
}

/** Takes the next block of what is left; false where nothing is. */
export async function takeBlock(store: QuotaStore, lease: QuotaLease): Promise<boolean> {
  const { of, quota } = lease
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const known = await store.quotaUses.find(of)
    const remaining = Math.max(0, quota.limit - usesIn(lease, known))
    if (known !== undefined && remaining === 0) return false
    const wanted = Math.max(lease.waiting, Math.min(Math.ceil(remaining / SHARE), LARGEST_BLOCK))
    const uses = Math.min(remaining, wanted + lease.owed)
    const { committed } = await store.commit([takeOf(of, uses, quota)])
    if (!committed) continue
    const granted = Math.max(0, uses - lease.owed)
    lease.owed -= uses - granted
    lease.left += granted
    lease.size = lease.left
    return granted > 0
  }
  return false
}

/** Settles what was not used, and what went through uncounted. */
export async function settleLease(store: QuotaStore, { left, of, owed, quota }: QuotaLease): Promise<void> {
  if (left > 0) await store.commit([{ write: 'returnQuotaUses', of, uses: left }])
  if (owed > 0) await store.commit([takeOf(of, owed, quota)])
}

/** A first period that the offset uses up is written too, by taking nothing: the next one has no offset. */
function usesIn({ of, quota: { offset } }: QuotaLease, known: QuotaUses | undefined): number {
  if (known === undefined) return offset
  return known.startedAt < of.startedAt ? 0 : known.uses
}

function takeOf(of: QuotaPeriodOf, uses: number, { limit, offset: usedBefore }: Quota) {
  return { write: 'takeQuotaUses', of, uses, limit, usedBefore } as const
}
