import assert from 'node:assert/strict'
import type { Behaviour } from './given.ts'
import { mustCommit } from './given.ts'
import * as make from './records.ts'
import type { ConsentingWrite } from './consents.ts'
import type { TrackingWrite } from './session-tracking.ts'
import type { DeadMessage, InstallationWrite } from '../installation.ts'
import type { SessionWrite } from '../sessions.ts'
import type { Storage } from '../storage.ts'

type Covered = Exclude<(SessionWrite | InstallationWrite)['write'], TrackingWrite | ConsentingWrite>

export const sessionWrites: Readonly<Record<Covered, Behaviour>> = {
  async createTokenFamily({ storage, poolId, user }) {
    const family = make.aTokenFamily(user)
    await mustCommit(storage, { write: 'createTokenFamily', family })
    assert.deepEqual(await storage.sessions.findTokenFamily(poolId, family.id), family)
    assert.equal(await storage.sessions.findTokenFamily('another', family.id), undefined)
  },

  async rotateRefreshToken({ storage, poolId, user }) {
    const family = make.aTokenFamily(user)
    const familyId = family.id
    await mustCommit(storage, { write: 'createTokenFamily', family })
    const rotate = { write: 'rotateRefreshToken', poolId, familyId, presentedTokenHash: 'first' } as const
    await mustCommit(storage, { ...rotate, newTokenHash: 'second', graceSeconds: 0, now: make.after(1) })
    const once = { ...family, currentTokenHash: 'second', previousTokenHash: 'first', rotatedAt: make.after(1) }
    assert.deepEqual(await storage.sessions.findTokenFamily(poolId, familyId), once)
    // The parent again, within grace: another child in place of the first, and no further grace.
    await mustCommit(storage, { ...rotate, newTokenHash: 'third', graceSeconds: 10, now: make.after(10) })
    assert.deepEqual(await storage.sessions.findTokenFamily(poolId, familyId), { ...once, currentTokenHash: 'third' })
  },

  async revokeTokenFamily({ storage, poolId, user }) {
    const family = make.aTokenFamily(user)
    await mustCommit(storage, { write: 'createTokenFamily', family })
    await mustCommit(storage, { write: 'revokeTokenFamily', poolId, familyId: family.id, at: make.after(5) })
    await mustCommit(storage, { write: 'revokeTokenFamily', poolId, familyId: family.id, at: make.after(6) })
    await mustCommit(storage, { write: 'revokeTokenFamily', poolId, familyId: 'none', at: make.after(6) })
    const revoked = { ...family, revokedAt: make.after(5) }
    assert.deepEqual(await storage.sessions.findTokenFamily(poolId, family.id), revoked)
  },

  async createAuthorizationCode({ storage, poolId, user }) {
    const code = make.anAuthorizationCode(user, { vouchedLevel: 3 })
    await mustCommit(storage, { write: 'createAuthorizationCode', code })
    assert.deepEqual(await storage.sessions.findAuthorizationCode(poolId, code.codeHash), code)
  },

  async consumeAuthorizationCode({ storage, poolId, user }) {
    const code = make.anAuthorizationCode(user)
    const { codeHash } = code
    await mustCommit(storage, { write: 'createAuthorizationCode', code })
    const consume = { write: 'consumeAuthorizationCode', poolId, codeHash, familyId: 'family' } as const
    await mustCommit(storage, { ...consume, now: make.after(59) })
    assert.deepEqual(await storage.sessions.findAuthorizationCode(poolId, codeHash), { ...code, familyId: 'family' })
  },

  async createLoginSession({ storage, poolId, user }) {
    const samlSession = { nameId: 'ada', nameIdFormat: 'persistent', sessionIndex: 'one' }
    const session = make.aLoginSession(user, { vouchedLevel: 2, samlSession })
    await mustCommit(storage, { write: 'createLoginSession', session })
    assert.deepEqual(await storage.sessions.findLoginSession(poolId, session.idHash), session)
  },

  async deleteLoginSession({ storage, poolId, user }) {
    const session = make.aLoginSession(user)
    await mustCommit(storage, { write: 'createLoginSession', session })
    await mustCommit(storage, {
      write: 'deleteLoginSession',
      poolId,
      idHash: session.idHash,
      isContinued: false,
      at: make.after(9),
    })
    await mustCommit(storage, {
      write: 'deleteLoginSession',
      poolId,
      idHash: session.idHash,
      isContinued: false,
      at: make.after(9),
    })
    assert.equal(await storage.sessions.findLoginSession(poolId, session.idHash), undefined)
  },

  async spendSession({ storage, poolId }) {
    const other = make.aUserPool()
    await mustCommit(
      storage,
      { write: 'createUserPool', pool: other },
      { write: 'spendSession', poolId, sessionId: 'one', expiresAt: make.after(180) },
      { write: 'spendSession', poolId, sessionId: 'two', expiresAt: make.after(180) },
      { write: 'spendSession', poolId: other.id, sessionId: 'one', expiresAt: make.after(180) },
    )
  },

  async createAccessKey({ storage }) {
    const key = make.anAccessKey()
    const disabled = make.anAccessKey({ role: 'read-only', disabledAt: make.after(9) })
    await mustCommit(storage, { write: 'createAccessKey', key }, { write: 'createAccessKey', key: disabled })
    assert.deepEqual(await storage.installation.findAccessKey(key.accessKeyId), key)
    assert.deepEqual(await storage.installation.findAccessKey(disabled.accessKeyId), disabled)
    const all = await storage.installation.listAccessKeys()
    assert.deepEqual(
      all.filter(({ accessKeyId }) => [key.accessKeyId, disabled.accessKeyId].includes(accessKeyId)),
      [key, disabled],
    )
  },

  async deleteAccessKey({ storage }) {
    const key = make.anAccessKey()
    await mustCommit(storage, { write: 'createAccessKey', key })
    await mustCommit(storage, { write: 'deleteAccessKey', accessKeyId: key.accessKeyId })
    assert.equal(await storage.installation.findAccessKey(key.accessKeyId), undefined)
  },

  async enqueueMessage({ storage, poolId }) {
    const message = make.aMessage(poolId, { createdAt: make.after(-1000) })
    await mustCommit(storage, { write: 'enqueueMessage', message })
    const claimed = await storage.installation.claimMessages(1, 30, make.after(-1000))
    assert.deepEqual(claimed, [{ message, attempts: 0 }])
    await mustCommit(storage, { write: 'completeMessage', messageId: message.id })
  },

  async completeMessage({ storage, poolId }) {
    const message = make.aMessage(poolId, { createdAt: make.after(-2000) })
    await mustCommit(storage, { write: 'enqueueMessage', message })
    await mustCommit(storage, { write: 'completeMessage', messageId: message.id })
    assert.deepEqual(await storage.installation.claimMessages(1, 30, make.after(-2000)), [])
  },

  async failMessage({ storage, poolId }) {
    const message = make.aMessage(poolId, { createdAt: make.after(-4000) })
    const fail = { write: 'failMessage', messageId: message.id, reason: 'refused' } as const
    await mustCommit(storage, { write: 'enqueueMessage', message }, { ...fail, retryAt: make.after(-3500) })
    assert.deepEqual(await storage.installation.claimMessages(1, 30, make.after(-3501)), [])
    const again = await storage.installation.claimMessages(1, 30, make.after(-3500))
    assert.deepEqual(again, [{ message, attempts: 1 }])
    await mustCommit(storage, { ...fail, retryAt: undefined })
    assert.deepEqual(await storage.installation.claimMessages(1, 30, make.after(-3000)), [])
    assert.deepEqual(await deadMessage(storage, message.id), { message, attempts: 2, reason: 'refused' })
  },

  async reviveMessage({ storage, poolId }) {
    const message = make.aMessage(poolId, { createdAt: make.after(-6000) })
    const { id: messageId } = message
    await mustCommit(
      storage,
      { write: 'enqueueMessage', message },
      { write: 'failMessage', messageId, reason: 'refused', retryAt: undefined },
      { write: 'reviveMessage', messageId, at: make.after(-5500) },
    )
    assert.equal(await deadMessage(storage, messageId), undefined)
    assert.deepEqual(await storage.installation.claimMessages(1, 30, make.after(-5501)), [])
    const again = await storage.installation.claimMessages(1, 30, make.after(-5500))
    assert.deepEqual(again, [{ message, attempts: 0 }])
    await mustCommit(storage, { write: 'completeMessage', messageId })
  },

  async discardMessage({ storage, poolId }) {
    const message = make.aMessage(poolId)
    const { id: messageId } = message
    await mustCommit(
      storage,
      { write: 'enqueueMessage', message },
      { write: 'failMessage', messageId, reason: 'refused', retryAt: undefined },
      { write: 'discardMessage', messageId },
    )
    assert.equal(await deadMessage(storage, messageId), undefined)
  },
}

async function deadMessage(storage: Storage, id: string): Promise<DeadMessage | undefined> {
  let after: string | undefined
  do {
    const page = await storage.installation.listDeadMessages({ limit: 2, after })
    const found = page.items.find(({ message }) => message.id === id)
    if (found) return found
    after = page.next
  } while (after !== undefined)
  return undefined
}
