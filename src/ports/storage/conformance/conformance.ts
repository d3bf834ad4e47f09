import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { contenders, contests, hold } from './contests.ts'
import { expiryTests } from './expiry.ts'
import { filterTests } from './filters.ts'
import { givenPool, mustCommit, type Behaviour } from './given.ts'
import { encryptionKeyWrites } from './encryption-keys.ts'
import { guardCases } from './guards.ts'
import { listings } from './listings.ts'
import { lockoutTests } from './lockout.ts'
import { logoutNoticeTests } from './logout-notices.ts'
import { messageTests } from './messages.ts'
import { aGroup, aUser } from './records.ts'
import { brandingWrites } from './writes-of-branding.ts'
import { factorWrites } from './writes-of-factors.ts'
import { passkeyWrites } from './writes-of-passkeys.ts'
import { trackingTests, trackingWrites } from './session-tracking.ts'
import { pendingSignInWrites } from './pending-sign-ins.ts'
import { deviceAuthorizationTests, deviceAuthorizationWrites } from './device-authorizations.ts'
import { consentWrites } from './consents.ts'
import { deletionPlanWrites } from './deletion-plans.ts'
import { nodeWrites } from './nodes.ts'
import { poolWrites } from './writes-of-pools.ts'
import { providerWrites } from './writes-of-providers.ts'
import { quotaUseWrites } from './quota-uses.ts'
import { replicaWrites } from './replicas.ts'
import { importWrites } from './user-imports.ts'
import { revocationTests } from './revocations.ts'
import { sessionWrites } from './writes-of-sessions.ts'
import { threatWrites } from './writes-of-threats.ts'
import { userWrites } from './writes-of-users.ts'
import type { Storage, Write } from '../storage.ts'

/** A write without a test does not compile. */
const writeTests: Readonly<Record<Write['write'], Behaviour>> = {
  ...poolWrites,
  ...userWrites,
  ...consentWrites,
  ...deletionPlanWrites,
  ...encryptionKeyWrites,
  ...brandingWrites,
  ...factorWrites,
  ...passkeyWrites,
  ...pendingSignInWrites,
  ...deviceAuthorizationWrites,
  ...quotaUseWrites,
  ...nodeWrites,
  ...replicaWrites,
  ...importWrites,
  ...providerWrites,
  ...sessionWrites,
  ...threatWrites,
  ...trackingWrites,
}

/** What every adapter must do. `open` gives an empty storage; each test works in a pool of its own. */
export function storageConformance(name: string, open: () => Promise<Storage>): void {
  void describe(`${name} as storage`, () => {
    let storage: Storage
    before(async () => {
      storage = await open()
    })
    after(() => storage[Symbol.asyncDispose]())

    const behaviours = (title: string, tests: Readonly<Record<string, Behaviour>>): void =>
      void describe(title, () => {
        for (const [sentence, behaviour] of Object.entries(tests)) {
          void test(sentence, async () => behaviour(await givenPool(storage)))
        }
      })

    behaviours('writes', writeTests)
    behaviours('listings', listings)
    behaviours('filters', filterTests)
    behaviours('lockout', lockoutTests)
    behaviours('messages', messageTests)
    behaviours('session tracking', trackingTests)
    behaviours('notices of sign-outs', logoutNoticeTests)
    behaviours('revocations', revocationTests)
    behaviours('devices that wait', deviceAuthorizationTests)

    void describe('guards', () => {
      for (const [guard, cases] of Object.entries(guardCases)) {
        for (const [situation, makeCase] of Object.entries(cases)) {
          void test(`${guard} refuses ${situation}, and all that was committed with it`, async () => {
            const given = await givenPool(storage)
            const { given: beforehand = [], fails, alias } = makeCase(given)
            await mustCommit(storage, ...beforehand)
            const { poolId } = given
            const group = aGroup(poolId)
            const user = aUser(poolId)
            const outcome = await storage.commit([
              { write: 'createGroup', group },
              { write: 'createUser', user, aliases: [{ namespace: 'username', key: 'bystander' }] },
              fails,
            ])
            assert.deepEqual(outcome, { committed: false, guard, alias })
            assert.equal(await storage.groups.find(poolId, group.name), undefined)
            assert.equal(await storage.users.find(poolId, user.sub), undefined)
            assert.equal(
              await storage.users.count(poolId),
              beforehand.some(({ write }) => write === 'createUser') ? 2 : 1,
            )
          })
        }
      }
    })

    void describe('contests', () => {
      for (const [prize, makeContest] of Object.entries(contests)) {
        void test(`${contenders} want ${prize}`, async () => {
          const { won, winners } = await hold(makeContest, [storage])
          assert.equal(won, winners)
        })
      }
    })

    behaviours('expiry', expiryTests)
  })
}
