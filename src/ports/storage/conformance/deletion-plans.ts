import assert from 'node:assert/strict'
import { givenPool, mustCommit, type Behaviour, type Given } from './given.ts'
import type { GuardCase } from './guard-case.ts'
import * as make from './records.ts'
import type { DeletionPlan, DeletionPlanWrite } from '../deletion-plans.ts'
import type { Write } from '../storage.ts'

type OfUser = Pick<Given, 'poolId' | 'user'>

/** Long before what other tests plan on the same storage. */
const soon = new Date(0)

function aPlan({ poolId, user: { sub } }: OfUser, dueAt = make.after(10)): DeletionPlan {
  return { poolId, sub, dueAt }
}

export const deletionPlanWrites: Readonly<Record<DeletionPlanWrite['write'], Behaviour>> = {
  async planDeletion(given) {
    const { storage, poolId, user } = given
    assert.equal(await storage.deletionPlans.find(poolId, user.sub), undefined)
    await mustCommit(storage, { write: 'planDeletion', plan: aPlan(given) })
    assert.deepEqual(await storage.deletionPlans.find(poolId, user.sub), aPlan(given))
    assert.equal(await storage.deletionPlans.find('another', user.sub), undefined)
    assert.deepEqual(await storage.users.find(poolId, user.sub), user)
    const sooner = aPlan(given, soon)
    await mustCommit(storage, { write: 'planDeletion', plan: sooner })
    assert.deepEqual(await storage.deletionPlans.find(poolId, user.sub), sooner)
    const neighbour = await givenPool(storage)
    const first = aPlan(neighbour, new Date(-1))
    await mustCommit(storage, { write: 'planDeletion', plan: first })
    assert.deepEqual(await storage.deletionPlans.listDue(new Date(-2), 9), [])
    assert.deepEqual(await storage.deletionPlans.listDue(new Date(-1), 9), [first])
    assert.deepEqual(await storage.deletionPlans.listDue(soon, 9), [first, sooner])
    assert.deepEqual(await storage.deletionPlans.listDue(soon, 1), [first])
    // A plan goes with its user.
    await mustCommit(
      storage,
      { write: 'deleteUser', poolId, sub: user.sub },
      { write: 'deleteUser', poolId: first.poolId, sub: first.sub },
    )
    assert.equal(await storage.deletionPlans.find(poolId, user.sub), undefined)
    assert.deepEqual(await storage.deletionPlans.listDue(soon, 9), [])
  },

  async dropDeletionPlan(given) {
    const { storage, poolId, user } = given
    const drop = { write: 'dropDeletionPlan', poolId, sub: user.sub } as const
    await mustCommit(storage, drop)
    await mustCommit(storage, { write: 'planDeletion', plan: aPlan(given) })
    await mustCommit(storage, { ...drop, poolId: 'another' })
    assert.deepEqual(await storage.deletionPlans.find(poolId, user.sub), aPlan(given))
    await mustCommit(storage, drop)
    assert.equal(await storage.deletionPlans.find(poolId, user.sub), undefined)
  },

  async takeDueDeletion(given) {
    const { storage, poolId, user } = given
    await mustCommit(storage, { write: 'planDeletion', plan: aPlan(given) })
    await mustCommit(storage, { write: 'takeDueDeletion', poolId, sub: user.sub, now: make.after(10) })
    assert.equal(await storage.deletionPlans.find(poolId, user.sub), undefined)
    assert.deepEqual(await storage.users.find(poolId, user.sub), user)
  },
}

export const deletionPlanGuards: Readonly<Record<'deletion-due', Readonly<Record<string, GuardCase>>>> = {
  'deletion-due': {
    'where none is planned': ({ poolId, user: { sub } }) => ({
      fails: { write: 'takeDueDeletion', poolId, sub, now: make.after(10) },
    }),
    'ahead of its time': (given) => ({
      given: [{ write: 'planDeletion', plan: aPlan(given) }],
      fails: { write: 'takeDueDeletion', poolId: given.poolId, sub: given.user.sub, now: make.after(9) },
    }),
    'one that was put off': (given) => ({
      given: [
        { write: 'planDeletion', plan: aPlan(given) },
        { write: 'planDeletion', plan: aPlan(given, make.after(20)) },
      ],
      fails: { write: 'takeDueDeletion', poolId: given.poolId, sub: given.user.sub, now: make.after(10) },
    }),
    'of somebody who stays': (given) => ({
      given: [
        { write: 'planDeletion', plan: aPlan(given) },
        { write: 'dropDeletionPlan', poolId: given.poolId, sub: given.user.sub },
      ],
      fails: { write: 'takeDueDeletion', poolId: given.poolId, sub: given.user.sub, now: make.after(10) },
    }),
    'of another pool': (given) => ({
      given: [{ write: 'planDeletion', plan: aPlan(given) }],
      fails: { write: 'takeDueDeletion', poolId: 'another', sub: given.user.sub, now: make.after(10) },
    }),
  },
}

export function deletionContest(given: OfUser): {
  readonly given: readonly Write[]
  readonly attempt: () => Write
  readonly winners: number
} {
  const { poolId, user } = given
  return {
    given: [{ write: 'planDeletion', plan: aPlan(given) }],
    attempt: () => ({ write: 'takeDueDeletion', poolId, sub: user.sub, now: make.after(10) }),
    winners: 1,
  }
}
