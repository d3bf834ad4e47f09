import assert from 'node:assert/strict'
import { lockoutPolicy } from '../../../domain/passwords/lockout-policy.ts'
import { mustCommit, type Behaviour } from './given.ts'
import * as make from './records.ts'

/** cognito-api contract, section 5, and AUTHN-07. */
export const lockoutTests: Readonly<Record<string, Behaviour>> = {
  async 'locks double up to a quarter of an hour'({ storage, poolId }) {
    const locks: number[] = []
    let now = 0
    for (let failure = 1; failure <= 15; failure += 1) {
      const at = make.after(now)
      await mustCommit(storage, { write: 'recordFailure', poolId, subject: 'ada', policy: lockoutPolicy, now: at })
      const end = await storage.attempts.findLock(poolId, 'ada', at)
      const seconds = end === undefined ? 0 : (end.getTime() - at.getTime()) / 1000
      locks.push(seconds)
      now += seconds
    }
    assert.deepEqual(locks, [0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900])
  },

  async 'a pause forgets failures'({ storage, poolId }) {
    const failure = { write: 'recordFailure', poolId, subject: 'ada', policy: lockoutPolicy } as const
    const early = { ...failure, now: make.noon }
    await mustCommit(storage, early, early, early, early)
    await mustCommit(storage, { ...failure, now: make.after(900) })
    assert.equal(await storage.attempts.findLock(poolId, 'ada', make.after(900)), undefined)
  },

  async 'failures are counted until a pause or a success'({ storage, poolId }) {
    const failure = { write: 'recordFailure', poolId, subject: 'ada', policy: lockoutPolicy, now: make.noon } as const
    const count = (seconds: number) => storage.attempts.countFailures(poolId, 'ada', make.after(seconds))
    assert.equal(await count(0), 0)
    await mustCommit(storage, failure, failure, failure)
    assert.deepEqual([await count(0), await count(899), await count(900)], [3, 3, 0])
    assert.equal(await storage.attempts.countFailures(poolId, 'grace', make.noon), 0)
    await mustCommit(storage, { write: 'clearFailures', poolId, subject: 'ada', now: make.after(1) })
    assert.equal(await count(1), 0)
  },

  async 'no pause lifts the hard limit'({ storage, poolId }) {
    const hourly = { write: 'recordFailure', poolId, subject: 'ada', policy: lockoutPolicy } as const
    for (let failure = 1; failure <= 100; failure += 1) {
      assert.equal(await storage.attempts.findLock(poolId, 'ada', make.after(failure * 3600)), undefined)
      await mustCommit(storage, { ...hourly, now: make.after(failure * 3600) })
    }
    assert.ok(await storage.attempts.findLock(poolId, 'ada', make.after(10 ** 10)))
    const now = make.after(10 ** 10)
    const success = await storage.commit([{ write: 'clearFailures', poolId, subject: 'ada', now }])
    assert.deepEqual(success, { committed: false, guard: 'not-locked', alias: undefined })
    await mustCommit(storage, { write: 'unlock', poolId, subject: 'ada' }, { ...hourly, now })
  },

  async 'a subject may be any text'({ storage, poolId }) {
    const policy = { ...lockoutPolicy, threshold: 1 }
    for (const subject of ['', 'a\0b', 'x'.repeat(10_000), `${'x'.repeat(9_999)}y`, 'Ä€😀', '\u0001']) {
      assert.equal(await storage.attempts.findLock(poolId, subject, make.noon), undefined)
      await mustCommit(storage, { write: 'recordFailure', poolId, subject, policy, now: make.noon })
      assert.deepEqual(await storage.attempts.findLock(poolId, subject, make.noon), make.after(1))
    }
  },
}
