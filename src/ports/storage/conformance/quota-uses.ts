import assert from 'node:assert/strict'
import type { GuardCase } from './guard-case.ts'
import { mustCommit, type Behaviour } from './given.ts'
import * as make from './records.ts'
import type { QuotaPeriodOf, QuotaUseWrite } from '../quota-uses.ts'
import type { Write } from '../storage.ts'

const day = 86_400

function aPeriod(overrides: Partial<QuotaPeriodOf> = {}): QuotaPeriodOf {
  const named = { planId: make.fresh('plan'), keyId: make.fresh('key'), period: 'DAY' } as const
  return { ...named, startedAt: make.noon, endsAt: make.after(day), ...overrides }
}

function take(of: QuotaPeriodOf, uses: number, limit: number, usedBefore = 0): Write {
  return { write: 'takeQuotaUses', of, uses, limit, usedBefore }
}

export const quotaUseWrites: Readonly<Record<QuotaUseWrite['write'], Behaviour>> = {
  async takeQuotaUses({ storage }) {
    const today = aPeriod()
    const tomorrow = { ...today, startedAt: today.endsAt, endsAt: make.after(2 * day) }
    const { quotaUses } = storage
    assert.equal(await quotaUses.find(today), undefined)
    // What counts as made before counts in the first period alone.
    await mustCommit(storage, take(today, 2, 10, 3), take(today, 5, 10, 3))
    assert.deepEqual(await quotaUses.find(today), { startedAt: make.noon, uses: 10 })
    await mustCommit(storage, take(tomorrow, 4, 10, 3))
    assert.deepEqual(await quotaUses.find(today), { startedAt: tomorrow.startedAt, uses: 4 })
    // Whoever is late to notice counts in the period that others are in.
    await mustCommit(storage, take(today, 1, 10, 3))
    assert.deepEqual(await quotaUses.find(today), { startedAt: tomorrow.startedAt, uses: 5 })
    for (const other of [{ keyId: 'another' }, { planId: 'another' }, { period: 'WEEK' as const }]) {
      assert.equal(await quotaUses.find({ ...today, ...other }), undefined)
    }
    // More than a year after their end they are forgotten.
    await storage.deleteExpired(make.after(401 * day))
    assert.ok(await quotaUses.find(today))
    await storage.deleteExpired(make.after(402 * day))
    assert.equal(await quotaUses.find(today), undefined)
  },

  async returnQuotaUses({ storage }) {
    const today = aPeriod()
    const over = { ...today, startedAt: make.after(-day), endsAt: make.noon }
    await mustCommit(
      storage,
      take(today, 7, 10),
      { write: 'returnQuotaUses', of: today, uses: 3 },
      { write: 'returnQuotaUses', of: over, uses: 1 },
      { write: 'returnQuotaUses', of: aPeriod(), uses: 1 },
    )
    assert.equal((await storage.quotaUses.find(today))?.uses, 4)
    await mustCommit(storage, { write: 'returnQuotaUses', of: today, uses: 9 })
    assert.equal((await storage.quotaUses.find(today))?.uses, 0)
  },
}

export const quotaUseGuards: Readonly<Record<'quota-left', Readonly<Record<string, GuardCase>>>> = {
  'quota-left': {
    'more than is left': () => {
      const today = aPeriod()
      return { given: [take(today, 8, 10)], fails: take(today, 3, 10) }
    },
    'more than there is': () => ({ fails: take(aPeriod(), 11, 10) }),
    'more than is left in the first period': () => ({ fails: take(aPeriod(), 8, 10, 3) }),
    'anything where all counts as made before': () => ({ fails: take(aPeriod(), 1, 10, 12) }),
  },
}

export function quotaUseContest(): {
  readonly given: readonly Write[]
  readonly attempt: () => Write
  readonly winners: number
} {
  const today = aPeriod()
  return { given: [take(today, 1, 10)], attempt: () => take(today, 2, 10), winners: 4 }
}
