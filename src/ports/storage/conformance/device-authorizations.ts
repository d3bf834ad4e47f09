import assert from 'node:assert/strict'
import type { DeviceAuthorization, DeviceDecision } from '../../../domain/authorization/device-authorization.ts'
import type { User } from '../../../domain/users/user.ts'
import { givenPool, mustCommit, type Behaviour, type Given } from './given.ts'
import type { GuardCase } from './guard-case.ts'
import { aLoginSession, after, fresh } from './records.ts'
import type { DeviceAuthorizationWrite } from '../device-authorizations.ts'
import type { GuardName, Write } from '../storage.ts'

export function aDeviceAuthorization(
  poolId: string,
  overrides: Partial<DeviceAuthorization> = {},
): DeviceAuthorization {
  return {
    poolId,
    deviceCodeHash: fresh('device code'),
    userCodeHash: fresh('user code'),
    clientId: 'client',
    scopes: ['openid', 'email'],
    acrValues: ['high'],
    createdAt: after(0),
    expiresAt: after(600),
    intervalSeconds: 5,
    polledAt: undefined,
    decision: undefined,
    ...overrides,
  }
}

export function approvalOf({ sub }: User, overrides: Partial<Extract<DeviceDecision, { kind: 'approved' }>> = {}) {
  return {
    kind: 'approved',
    sub,
    eventId: 'event',
    amr: ['pwd', 'otp'],
    vouchedLevel: 2,
    authenticatedAt: after(20),
    originSessionId: 'sso1',
    ...overrides,
  } as const
}

export const deviceAuthorizationWrites: Readonly<Record<DeviceAuthorizationWrite['write'], Behaviour>> = {
  async createDeviceAuthorization({ storage, poolId }) {
    const authorization = aDeviceAuthorization(poolId)
    await mustCommit(storage, { write: 'createDeviceAuthorization', authorization })
    const { deviceAuthorizations } = storage
    const { deviceCodeHash, userCodeHash } = authorization
    assert.deepEqual(await deviceAuthorizations.find(poolId, deviceCodeHash), authorization)
    assert.deepEqual(await deviceAuthorizations.findByUserCode(poolId, userCodeHash), authorization)
    assert.equal(await deviceAuthorizations.find(poolId, userCodeHash), undefined)
    assert.equal(await deviceAuthorizations.findByUserCode(poolId, deviceCodeHash), undefined)
    const other = await givenPool(storage)
    assert.equal(await deviceAuthorizations.find(other.poolId, deviceCodeHash), undefined)
    // Another pool may use the same code.
    const twin = { ...authorization, poolId: other.poolId }
    await mustCommit(storage, { write: 'createDeviceAuthorization', authorization: twin })
  },

  async decideDeviceAuthorization({ storage, poolId, user }) {
    const decisions = [{ kind: 'denied' } as const, approvalOf(user), approvalOf(user, { originSessionId: undefined })]
    for (const decision of decisions) {
      const authorization = await given(storage, poolId)
      await mustCommit(storage, decide(authorization, decision))
      const found = await storage.deviceAuthorizations.find(poolId, authorization.deviceCodeHash)
      assert.deepEqual(found, { ...authorization, decision })
    }
  },

  async pollDeviceAuthorization({ storage, poolId }) {
    const authorization = await given(storage, poolId)
    // The second comes within the leeway.
    for (const seconds of [1, 5, 10]) {
      await mustCommit(storage, poll(authorization, seconds))
      const found = await storage.deviceAuthorizations.find(poolId, authorization.deviceCodeHash)
      assert.deepEqual(found, { ...authorization, polledAt: after(seconds) })
    }
  },

  async slowDeviceAuthorization({ storage, poolId }) {
    const authorization = await given(storage, poolId)
    const { deviceCodeHash } = authorization
    for (const seconds of [1, 2]) {
      const now = after(seconds)
      await mustCommit(storage, { write: 'slowDeviceAuthorization', poolId, deviceCodeHash, bySeconds: 5, now })
    }
    const found = await storage.deviceAuthorizations.find(poolId, deviceCodeHash)
    assert.deepEqual(found, { ...authorization, intervalSeconds: 15, polledAt: after(2) })
  },

  async takeDeviceAuthorization({ storage, poolId, user }) {
    const authorization = await given(storage, poolId)
    await mustCommit(storage, decide(authorization, approvalOf(user)), take(authorization, 599))
    assert.equal(await storage.deviceAuthorizations.find(poolId, authorization.deviceCodeHash), undefined)
  },
}

export const deviceAuthorizationTests: Readonly<Record<string, Behaviour>> = {
  async 'an allowed device goes with a sign-out everywhere, and one that is not allowed stays'({
    storage,
    poolId,
    user,
  }) {
    const [allowed, waiting] = [await given(storage, poolId), await given(storage, poolId)]
    await mustCommit(storage, decide(allowed, approvalOf(user)), {
      write: 'signOutEverywhere',
      poolId,
      sub: user.sub,
      at: after(40),
    })
    await onlyLeft(storage, allowed, waiting)
  },

  async 'an allowed device goes with its user'({ storage, poolId, user }) {
    const [allowed, waiting] = [await given(storage, poolId), await given(storage, poolId)]
    await mustCommit(storage, decide(allowed, approvalOf(user)), { write: 'deleteUser', poolId, sub: user.sub })
    await onlyLeft(storage, allowed, waiting)
  },

  async 'an allowed device goes with the session of the browser that allowed it'({ storage, poolId, user }) {
    const [allowed, other] = [await given(storage, poolId), await given(storage, poolId)]
    const session = aLoginSession(user)
    const originSessionId = session.track?.sessionId ?? ''
    await mustCommit(
      storage,
      { write: 'createLoginSession', session },
      decide(allowed, approvalOf(user, { originSessionId })),
      decide(other, approvalOf(user, { originSessionId: 'another' })),
      {
        write: 'revokeLoginSession',
        poolId,
        sub: user.sub,
        sessionId: originSessionId,
        revokesFamilies: false,
        at: after(30),
      },
    )
    await onlyLeft(storage, allowed, other)
  },
}

export type DeviceGuard = Extract<
  GuardName,
  'device-authorization-approved' | 'device-authorization-pending' | 'device-poll-due' | 'user-code-free'
>

export const deviceAuthorizationGuards: Readonly<Record<DeviceGuard, Readonly<Record<string, GuardCase>>>> = {
  'user-code-free': {
    'a user code that another device has': ({ poolId }) => {
      const authorization = aDeviceAuthorization(poolId)
      const second = { ...authorization, deviceCodeHash: fresh('device code') }
      return {
        given: [create(authorization)],
        fails: create(second),
      }
    },
  },
  'device-authorization-pending': {
    'deciding about none': ({ poolId }) => ({
      fails: decide(aDeviceAuthorization(poolId), { kind: 'denied' }),
    }),
    'deciding twice': ({ poolId, user }) => {
      const authorization = aDeviceAuthorization(poolId)
      return {
        given: [create(authorization), decide(authorization, { kind: 'denied' })],
        fails: decide(authorization, approvalOf(user)),
      }
    },
    'deciding about one that has expired': ({ poolId, user }) => {
      const authorization = aDeviceAuthorization(poolId, { expiresAt: after(30) })
      return { given: [create(authorization)], fails: decide(authorization, approvalOf(user)) }
    },
    'deciding about one of another pool': ({ poolId, user }) => {
      const authorization = aDeviceAuthorization(poolId)
      return {
        given: [create(authorization)],
        fails: { ...decide(authorization, approvalOf(user)), poolId: 'another' },
      }
    },
  },
  'device-poll-due': {
    'asking too soon': ({ poolId }) => {
      const authorization = aDeviceAuthorization(poolId)
      return { given: [create(authorization), poll(authorization, 1)], fails: poll(authorization, 4) }
    },
    'asking after the interval that has grown': ({ poolId }) => {
      const authorization = aDeviceAuthorization(poolId, { intervalSeconds: 10, polledAt: after(1) })
      return { given: [create(authorization)], fails: poll(authorization, 9) }
    },
  },
  'device-authorization-approved': {
    'one that nobody has decided about': ({ poolId }) => {
      const authorization = aDeviceAuthorization(poolId)
      return { given: [create(authorization)], fails: take(authorization, 40) }
    },
    'one that was denied': ({ poolId }) => {
      const authorization = aDeviceAuthorization(poolId, { decision: { kind: 'denied' } })
      return { given: [create(authorization)], fails: take(authorization, 40) }
    },
    'one that has expired': ({ poolId, user }) => {
      const authorization = aDeviceAuthorization(poolId, { decision: approvalOf(user) })
      return { given: [create(authorization)], fails: take(authorization, 600) }
    },
    'one that was taken': ({ poolId, user }) => {
      const authorization = aDeviceAuthorization(poolId, { decision: approvalOf(user) })
      return { given: [create(authorization), take(authorization, 40)], fails: take(authorization, 41) }
    },
  },
}

export function deviceContest({ poolId, user }: Pick<Given, 'poolId' | 'user'>): {
  readonly given: readonly Write[]
  readonly attempt: () => Write
  readonly winners: number
} {
  const authorization = aDeviceAuthorization(poolId, { decision: approvalOf(user) })
  return { given: [create(authorization)], attempt: () => take(authorization, 40), winners: 1 }
}

async function given(storage: Given['storage'], poolId: string): Promise<DeviceAuthorization> {
  const authorization = aDeviceAuthorization(poolId)
  await mustCommit(storage, create(authorization))
  return authorization
}

async function onlyLeft(
  storage: Given['storage'],
  gone: DeviceAuthorization,
  kept: DeviceAuthorization,
): Promise<void> {
  const { poolId } = gone
  assert.equal(await storage.deviceAuthorizations.find(poolId, gone.deviceCodeHash), undefined)
  assert.notEqual(await storage.deviceAuthorizations.find(poolId, kept.deviceCodeHash), undefined)
}

function create(authorization: DeviceAuthorization): Write {
  return { write: 'createDeviceAuthorization', authorization }
}

function decide({ poolId, deviceCodeHash }: DeviceAuthorization, decision: DeviceDecision) {
  return { write: 'decideDeviceAuthorization', poolId, deviceCodeHash, decision, now: after(30) } as const
}

function poll({ poolId, deviceCodeHash }: DeviceAuthorization, seconds: number) {
  return { write: 'pollDeviceAuthorization', poolId, deviceCodeHash, leewaySeconds: 1, now: after(seconds) } as const
}

function take({ poolId, deviceCodeHash }: DeviceAuthorization, seconds: number) {
  return { write: 'takeDeviceAuthorization', poolId, deviceCodeHash, now: after(seconds) } as const
}
