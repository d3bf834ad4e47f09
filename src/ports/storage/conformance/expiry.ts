import assert from 'node:assert/strict'
import { mustCommit, type Behaviour } from './given.ts'
import { aDeviceAuthorization } from './device-authorizations.ts'
import { aPendingSignIn } from './pending-sign-ins.ts'
import * as make from './records.ts'
import type { Write } from '../storage.ts'

const day = 86_400

export const expiryTests: Readonly<Record<string, Behaviour>> = {
  async 'what has expired goes, what has not stays'({ storage, poolId, user }) {
    await storage.deleteExpired(make.after(10))
    const gone = { expiresAt: make.after(10) }
    const kept = { expiresAt: make.after(11) }
    const families = [make.aTokenFamily(user, gone), make.aTokenFamily(user, kept)] as const
    const codes = [make.aCode(poolId, gone), make.aCode(poolId, kept)] as const
    const grants = [make.anAuthorizationCode(user, gone), make.anAuthorizationCode(user, kept)] as const
    const sessions = [make.aLoginSession(user, gone), make.aLoginSession(user, kept)] as const
    const pending = [aPendingSignIn(poolId, gone), aPendingSignIn(poolId, kept)] as const
    const devices = [aDeviceAuthorization(poolId, gone), aDeviceAuthorization(poolId, kept)] as const
    const keys = [
      make.aSigningKey(poolId, { retiredAt: make.after(10) }),
      make.aSigningKey(poolId, { retiredAt: make.after(11) }),
      make.aSigningKey(poolId),
    ] as const
    await mustCommit(
      storage,
      ...families.map((family): Write => ({ write: 'createTokenFamily', family })),
      ...codes.map((code): Write => ({ write: 'putCode', code })),
      ...grants.map((code): Write => ({ write: 'createAuthorizationCode', code })),
      ...sessions.map((session): Write => ({ write: 'createLoginSession', session })),
      ...pending.map((each): Write => ({ write: 'createPendingSignIn', pending: each })),
      ...devices.map((authorization): Write => ({ write: 'createDeviceAuthorization', authorization })),
      ...keys.map((key): Write => ({ write: 'createSigningKey', key })),
      { write: 'spendSession', poolId, sessionId: 'gone', ...gone },
      { write: 'spendSession', poolId, sessionId: 'kept', ...kept },
    )
    assert.equal((await storage.userPools.listSigningKeys(poolId)).length, 3)
    assert.equal(await storage.deleteExpired(make.after(10)), 8)
    assert.equal(await storage.deleteExpired(make.after(10)), 0)

    const { factors } = storage
    assert.equal(await storage.sessions.findTokenFamily(poolId, families[0].id), undefined)
    assert.deepEqual(await storage.sessions.findTokenFamily(poolId, families[1].id), families[1])
    assert.equal(await factors.findCode(poolId, codes[0].subject, 'sign-up'), undefined)
    assert.deepEqual(await factors.findCode(poolId, codes[1].subject, 'sign-up'), codes[1])
    assert.equal(await storage.sessions.findAuthorizationCode(poolId, grants[0].codeHash), undefined)
    assert.deepEqual(await storage.sessions.findAuthorizationCode(poolId, grants[1].codeHash), grants[1])
    assert.equal(await storage.sessions.findLoginSession(poolId, sessions[0].idHash), undefined)
    assert.deepEqual(await storage.sessions.findLoginSession(poolId, sessions[1].idHash), sessions[1])
    assert.equal(await storage.pendingSignIns.find(poolId, pending[0].stateHash), undefined)
    assert.deepEqual(await storage.pendingSignIns.find(poolId, pending[1].stateHash), pending[1])
    assert.equal(await storage.deviceAuthorizations.find(poolId, devices[0].deviceCodeHash), undefined)
    assert.deepEqual(await storage.deviceAuthorizations.find(poolId, devices[1].deviceCodeHash), devices[1])
    assert.deepEqual(await storage.userPools.listSigningKeys(poolId), [keys[1], keys[2]])
    await mustCommit(storage, { write: 'spendSession', poolId, sessionId: 'gone', ...gone })
    const again = await storage.commit([{ write: 'spendSession', poolId, sessionId: 'kept', ...kept }])
    assert.equal(again.committed, false)
  },

  async 'failures are forgotten after a month, those of nobody after a day, a hard lock never'({
    storage,
    poolId,
    user,
  }) {
    const policy = { threshold: 9, firstLockSeconds: 1, longestLockSeconds: 1, forgetAfterSeconds: 1, hardLimit: 2 }
    const failure = { write: 'recordFailure', poolId, policy } as const
    await storage.deleteExpired(make.after(31 * day))
    await mustCommit(
      storage,
      { ...failure, subject: user.sub, now: make.noon },
      { ...failure, subject: 'nobody', now: make.noon },
      { ...failure, subject: 'locked', now: make.noon },
      { ...failure, subject: 'locked', now: make.after(5) },
    )
    assert.equal(await storage.deleteExpired(make.after(day - 1)), 0)
    assert.equal(await storage.deleteExpired(make.after(29 * day)), 1)
    assert.equal(await storage.deleteExpired(make.after(31 * day)), 1)
    assert.ok(await storage.attempts.findLock(poolId, 'locked', make.after(10_000 * day)))
  },

  async 'dead messages and old events go, more than fit into one step'({ storage, poolId, user }) {
    const createdAt = make.after(-800 * day)
    await storage.deleteExpired(make.noon)
    const messages = Array.from({ length: 1100 }, () => make.aMessage(poolId, { createdAt }))
    const alive = make.aMessage(poolId, { createdAt })
    await mustCommit(
      storage,
      ...[...messages, alive].map((message): Write => ({ write: 'enqueueMessage', message })),
      ...messages.map(({ id: messageId }): Write => {
        return { write: 'failMessage', messageId, reason: 'gave up', retryAt: undefined }
      }),
      { write: 'recordAuthEvent', event: make.anAuthEvent(user, { createdAt }) },
      { write: 'recordAuthEvent', event: make.anAuthEvent(user) },
    )
    assert.equal(await storage.deleteExpired(make.noon), 1101)
    assert.deepEqual(await storage.installation.claimMessages(9, 1, make.noon), [{ message: alive, attempts: 0 }])
    assert.equal((await storage.users.listAuthEvents(poolId, user.sub, { limit: 9, after: undefined })).items.length, 1)
    await mustCommit(storage, { write: 'completeMessage', messageId: alive.id })
  },
}
