import assert from 'node:assert/strict'
import { lockoutPolicy } from '../../../domain/passwords/lockout-policy.ts'
import type { AttemptWrite } from '../attempts.ts'
import type { Behaviour } from './given.ts'
import { mustCommit, wholePage } from './given.ts'
import * as make from './records.ts'
import type { FactorWrite } from '../factors.ts'

export const factorWrites: Readonly<Record<(FactorWrite | AttemptWrite)['write'], Behaviour>> = {
  async putCode({ storage, poolId }) {
    const code = make.aCode(poolId, { failures: 2 })
    const { subject, purpose } = code
    await mustCommit(storage, { write: 'putCode', code })
    assert.deepEqual(await storage.factors.findCode(poolId, subject, purpose), code)
    const later = { ...code, codeHash: 'another', destination: '+4512345678', failures: 0, expiresAt: make.after(900) }
    await mustCommit(storage, { write: 'putCode', code: later })
    assert.deepEqual(await storage.factors.findCode(poolId, subject, purpose), later)
    assert.equal(await storage.factors.findCode(poolId, subject, 'mfa'), undefined)
  },

  async consumeCode({ storage, poolId }) {
    const code = make.aCode(poolId)
    const { subject, purpose, codeHash } = code
    await mustCommit(storage, { write: 'putCode', code })
    await mustCommit(storage, { write: 'consumeCode', poolId, subject, purpose, codeHash, now: make.after(599) })
    assert.equal(await storage.factors.findCode(poolId, subject, purpose), undefined)
  },

  async recordCodeFailure({ storage, poolId }) {
    const code = make.aCode(poolId)
    const { subject, purpose } = code
    const fail = { write: 'recordCodeFailure', poolId, subject, purpose, limit: 2 } as const
    await mustCommit(storage, { write: 'putCode', code }, fail)
    assert.deepEqual(await storage.factors.findCode(poolId, subject, purpose), { ...code, failures: 1 })
    await mustCommit(storage, fail)
    assert.equal(await storage.factors.findCode(poolId, subject, purpose), undefined)
    await mustCommit(storage, fail)
  },

  async replaceRecoveryCodes({ storage, poolId, user: { sub } }) {
    const replace = { write: 'replaceRecoveryCodes', poolId, sub } as const
    assert.equal(await storage.factors.findRecoveryCodes(poolId, sub), undefined)
    await mustCommit(storage, { ...replace, codeHashes: ['one', 'two', 'three'], at: make.noon })
    assert.deepEqual(await storage.factors.findRecoveryCodes(poolId, sub), { left: 3, madeAt: make.noon })
    assert.equal(await storage.factors.hasRecoveryCode(poolId, sub, 'one'), true)
    assert.equal(await storage.factors.hasRecoveryCode(poolId, sub, 'four'), false)
    assert.equal(await storage.factors.hasRecoveryCode(poolId, 'another', 'one'), false)
    await mustCommit(storage, { ...replace, codeHashes: ['two', 'four'], at: make.after(60) })
    assert.deepEqual(await storage.factors.findRecoveryCodes(poolId, sub), { left: 2, madeAt: make.after(60) })
    assert.equal(await storage.factors.findRecoveryCodes(poolId, 'another'), undefined)
    await mustCommit(storage, { ...replace, codeHashes: [], at: make.after(120) })
    assert.equal(await storage.factors.findRecoveryCodes(poolId, sub), undefined)
  },

  async consumeRecoveryCode({ storage, poolId, user: { sub } }) {
    await mustCommit(
      storage,
      { write: 'replaceRecoveryCodes', poolId, sub, codeHashes: ['one', 'two'], at: make.noon },
      { write: 'consumeRecoveryCode', poolId, sub, codeHash: 'one' },
    )
    assert.deepEqual(await storage.factors.findRecoveryCodes(poolId, sub), { left: 1, madeAt: make.noon })
    await mustCommit(storage, { write: 'deleteUser', poolId, sub })
    assert.equal(await storage.factors.findRecoveryCodes(poolId, sub), undefined)
  },

  async associateSoftwareToken({ storage, poolId, user }) {
    const { sub } = user
    await mustCommit(storage, { write: 'associateSoftwareToken', poolId, sub, pendingSecret: 'FIRST' })
    await mustCommit(storage, { write: 'associateSoftwareToken', poolId, sub, pendingSecret: 'SECOND' })
    assert.deepEqual(await storage.factors.findSoftwareToken(poolId, sub), {
      secret: undefined,
      pendingSecret: 'SECOND',
      friendlyDeviceName: undefined,
      lastAcceptedStep: undefined,
    })
  },

  async verifySoftwareToken({ storage, poolId, user }) {
    const { sub } = user
    const verify = { write: 'verifySoftwareToken', poolId, sub, step: 7, friendlyDeviceName: 'Phone' } as const
    await mustCommit(
      storage,
      { write: 'associateSoftwareToken', poolId, sub, pendingSecret: 'FIRST' },
      { ...verify, pendingSecret: 'FIRST' },
      { write: 'associateSoftwareToken', poolId, sub, pendingSecret: 'SECOND' },
    )
    const both = { secret: 'FIRST', pendingSecret: 'SECOND', friendlyDeviceName: 'Phone', lastAcceptedStep: 7 }
    assert.deepEqual(await storage.factors.findSoftwareToken(poolId, sub), both)
    await mustCommit(storage, { ...verify, pendingSecret: 'SECOND', step: 8, friendlyDeviceName: undefined })
    assert.deepEqual(await storage.factors.findSoftwareToken(poolId, sub), {
      secret: 'SECOND',
      pendingSecret: undefined,
      friendlyDeviceName: undefined,
      lastAcceptedStep: 8,
    })
  },

  async acceptSoftwareTokenStep({ storage, poolId, user }) {
    const { sub } = user
    await mustCommit(
      storage,
      { write: 'associateSoftwareToken', poolId, sub, pendingSecret: 'S' },
      { write: 'verifySoftwareToken', poolId, sub, pendingSecret: 'S', step: 7, friendlyDeviceName: undefined },
      { write: 'acceptSoftwareTokenStep', poolId, sub, step: 8 },
    )
    assert.equal((await storage.factors.findSoftwareToken(poolId, sub))?.lastAcceptedStep, 8)
  },

  async deleteSoftwareToken({ storage, poolId, user }) {
    const { sub } = user
    await mustCommit(storage, { write: 'associateSoftwareToken', poolId, sub, pendingSecret: 'S' })
    await mustCommit(storage, { write: 'deleteSoftwareToken', poolId, sub })
    await mustCommit(storage, { write: 'deleteSoftwareToken', poolId, sub })
    assert.equal(await storage.factors.findSoftwareToken(poolId, sub), undefined)
  },

  async createDevice({ storage, poolId, user }) {
    const device = make.aDevice(user)
    await mustCommit(storage, { write: 'createDevice', device })
    assert.deepEqual(await storage.factors.findDevice(poolId, user.sub, device.key), device)
  },

  async updateDevice({ storage, poolId, user }) {
    const device = make.aDevice(user)
    const changed = { ...device, name: undefined, rememberedStatus: 'remembered' as const, verifier: Uint8Array.of(1) }
    await mustCommit(storage, { write: 'createDevice', device }, { write: 'updateDevice', device: changed })
    assert.deepEqual(await storage.factors.findDevice(poolId, user.sub, device.key), changed)
  },

  async deleteDevice({ storage, poolId, user }) {
    const device = make.aDevice(user)
    await mustCommit(storage, { write: 'createDevice', device })
    await mustCommit(storage, { write: 'deleteDevice', poolId, sub: user.sub, deviceKey: device.key })
    assert.deepEqual((await storage.factors.listDevices(poolId, user.sub, wholePage)).items, [])
  },

  async recordFailure({ storage, poolId }) {
    const failure = { write: 'recordFailure', poolId, subject: 'ada', policy: lockoutPolicy } as const
    for (let seconds = 1; seconds <= 4; seconds += 1) {
      await mustCommit(storage, { ...failure, now: make.after(seconds) })
      assert.equal(await storage.attempts.findLock(poolId, 'ada', make.after(seconds)), undefined)
    }
    await mustCommit(storage, { ...failure, now: make.after(5) })
    assert.deepEqual(await storage.attempts.findLock(poolId, 'ada', make.after(5)), make.after(6))
    assert.equal(await storage.attempts.findLock(poolId, 'ada', make.after(6)), undefined)
    await mustCommit(storage, { ...failure, now: make.after(6) })
    assert.deepEqual(await storage.attempts.findLock(poolId, 'ada', make.after(6)), make.after(8))
    assert.equal(await storage.attempts.findLock(poolId, 'bob', make.after(6)), undefined)
    assert.equal(await storage.attempts.findLock('another', 'ada', make.after(6)), undefined)
  },

  async clearFailures({ storage, poolId }) {
    const failure = { write: 'recordFailure', poolId, subject: 'ada', policy: lockoutPolicy, now: make.noon } as const
    await mustCommit(storage, failure, failure, failure, failure)
    await mustCommit(storage, { write: 'clearFailures', poolId, subject: 'ada', now: make.noon }, failure)
    assert.equal(await storage.attempts.findLock(poolId, 'ada', make.noon), undefined)
    await mustCommit(storage, { write: 'clearFailures', poolId, subject: 'nobody', now: make.noon })
  },

  async unlock({ storage, poolId }) {
    const policy = { ...lockoutPolicy, hardLimit: 1 }
    await mustCommit(storage, { write: 'recordFailure', poolId, subject: 'ada', policy, now: make.noon })
    assert.ok(await storage.attempts.findLock(poolId, 'ada', make.after(10 ** 9)))
    await mustCommit(storage, { write: 'unlock', poolId, subject: 'ada' })
    assert.equal(await storage.attempts.findLock(poolId, 'ada', make.noon), undefined)
  },

  async countAttempt({ storage, poolId }) {
    const attempt = { write: 'countAttempt', poolId, subject: 'ada', limit: 1, windowSeconds: 10 } as const
    await mustCommit(
      storage,
      { ...attempt, action: 'forgot-password', now: make.noon },
      // Another action, another subject and another window each count on their own.
      { ...attempt, action: 'change-password', now: make.noon },
      { ...attempt, action: 'forgot-password', subject: 'bob', now: make.noon },
      { ...attempt, action: 'forgot-password', now: make.after(10) },
    )
  },
}
