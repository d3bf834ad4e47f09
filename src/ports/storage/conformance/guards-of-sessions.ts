import { deviceAuthorizationGuards, type DeviceGuard } from './device-authorizations.ts'
import type { GuardCase } from './guard-case.ts'
import * as make from './records.ts'
import type { GuardName } from '../storage.ts'

type SessionGuard = Extract<
  GuardName,
  | 'authorization-code-unspent'
  | 'code-unspent'
  | DeviceGuard
  | 'device-exists'
  | 'device-free'
  | 'login-session-exists'
  | 'refresh-token-current'
  | 'session-unspent'
  | 'software-token-pending'
  | 'software-token-step'
  | 'user-enabled'
>

const rotation = { write: 'rotateRefreshToken', newTokenHash: 'next', graceSeconds: 0, now: make.after(5) } as const

export const sessionGuards: Readonly<Record<SessionGuard, Readonly<Record<string, GuardCase>>>> = {
  ...deviceAuthorizationGuards,
  'user-enabled': {
    'a session for a disabled user': ({ user }) => ({
      given: [{ write: 'updateUser', user: { ...user, enabled: false, version: 2 }, aliases: [] }],
      fails: { write: 'createTokenFamily', family: make.aTokenFamily(user) },
    }),
    'a session for nobody': ({ poolId }) => ({
      fails: { write: 'createTokenFamily', family: make.aTokenFamily(make.aUser(poolId)) },
    }),
  },
  'refresh-token-current': {
    'a token that is neither current nor previous': ({ poolId, user }) => {
      const family = make.aTokenFamily(user)
      return {
        given: [{ write: 'createTokenFamily', family }],
        fails: { ...rotation, poolId, familyId: family.id, presentedTokenHash: 'unknown', graceSeconds: 60 },
      }
    },
    'the previous token without grace': ({ poolId, user }) => {
      const family = make.aTokenFamily(user)
      const rotate = { ...rotation, poolId, familyId: family.id, presentedTokenHash: 'first' }
      // The second request may have read its clock before the first one did.
      return { given: [{ write: 'createTokenFamily', family }, rotate], fails: { ...rotate, now: make.after(4) } }
    },
    'the previous token when grace is over': ({ poolId, user }) => {
      const family = make.aTokenFamily(user)
      const rotate = { ...rotation, poolId, familyId: family.id, presentedTokenHash: 'first', graceSeconds: 10 }
      return { given: [{ write: 'createTokenFamily', family }, rotate], fails: { ...rotate, now: make.after(15) } }
    },
    'a child that was displaced': ({ poolId, user }) => {
      const family = make.aTokenFamily(user)
      const rotate = { ...rotation, poolId, familyId: family.id, presentedTokenHash: 'first', graceSeconds: 10 }
      return {
        given: [
          { write: 'createTokenFamily', family },
          { ...rotate, newTokenHash: 'displaced' },
          { ...rotate, newTokenHash: 'kept', now: make.after(6) },
        ],
        fails: { ...rotate, presentedTokenHash: 'displaced', now: make.after(7) },
      }
    },
    'a token of a revoked family': ({ poolId, user }) => {
      const family = make.aTokenFamily(user, { revokedAt: make.after(1) })
      return {
        given: [{ write: 'createTokenFamily', family }],
        fails: { ...rotation, poolId, familyId: family.id, presentedTokenHash: 'first' },
      }
    },
    'a token of no family': ({ poolId }) => ({
      fails: { ...rotation, poolId, familyId: 'none', presentedTokenHash: 'first' },
    }),
  },
  'authorization-code-unspent': {
    'a code that was spent': ({ poolId, user }) => {
      const code = make.anAuthorizationCode(user)
      const { codeHash } = code
      const consume = { write: 'consumeAuthorizationCode', poolId, codeHash, familyId: 'one', now: make.noon } as const
      return {
        given: [{ write: 'createAuthorizationCode', code }, consume],
        fails: { ...consume, familyId: 'two' },
      }
    },
    'a code that is expired': ({ poolId, user }) => {
      const code = make.anAuthorizationCode(user)
      const { codeHash, expiresAt: now } = code
      return {
        given: [{ write: 'createAuthorizationCode', code }],
        fails: { write: 'consumeAuthorizationCode', poolId, codeHash, familyId: 'one', now },
      }
    },
  },
  'login-session-exists': {
    'the use of one that was revoked': ({ poolId, user }) => {
      const session = make.aLoginSession(user)
      const sessionId = session.track?.sessionId ?? ''
      const activity = { at: make.after(9), ipAddress: '192.0.2.9', userAgent: undefined }
      const revoke = { write: 'revokeLoginSession', poolId, sub: user.sub, sessionId, at: make.after(8) } as const
      return {
        given: [
          { write: 'createLoginSession', session },
          { ...revoke, revokesFamilies: false },
        ],
        fails: { write: 'touchLoginSession', poolId, sessionId, activity },
      }
    },
  },
  'session-unspent': {
    'a session that was spent': ({ poolId }) => {
      const spend = { write: 'spendSession', poolId, sessionId: 'once', expiresAt: make.after(180) } as const
      return { given: [spend], fails: spend }
    },
  },
  'code-unspent': {
    'a wrong code': ({ poolId }) => {
      const code = make.aCode(poolId)
      const { subject, purpose } = code
      return {
        given: [{ write: 'putCode', code }],
        fails: { write: 'consumeCode', poolId, subject, purpose, codeHash: 'wrong', now: make.noon },
      }
    },
    'a code for another purpose': ({ poolId }) => {
      const code = make.aCode(poolId)
      const { subject, codeHash } = code
      return {
        given: [{ write: 'putCode', code }],
        fails: { write: 'consumeCode', poolId, subject, purpose: 'mfa', codeHash, now: make.noon },
      }
    },
    'a code that is expired': ({ poolId }) => {
      const code = make.aCode(poolId)
      const { subject, purpose, codeHash, expiresAt: now } = code
      return {
        given: [{ write: 'putCode', code }],
        fails: { write: 'consumeCode', poolId, subject, purpose, codeHash, now },
      }
    },
    'a code that was spent': ({ poolId }) => {
      const code = make.aCode(poolId)
      const { subject, purpose, codeHash } = code
      const consume = { write: 'consumeCode', poolId, subject, purpose, codeHash, now: make.noon } as const
      return { given: [{ write: 'putCode', code }, consume], fails: consume }
    },
  },
  'software-token-pending': {
    'a secret that is not the pending one': ({ poolId, user }) => {
      const { sub } = user
      return {
        given: [{ write: 'associateSoftwareToken', poolId, sub, pendingSecret: 'ONE' }],
        fails: {
          write: 'verifySoftwareToken',
          poolId,
          sub,
          pendingSecret: 'TWO',
          step: 1,
          friendlyDeviceName: undefined,
        },
      }
    },
  },
  'software-token-step': {
    'the step that was accepted last': ({ poolId, user }) => {
      const { sub } = user
      const token = { poolId, sub, pendingSecret: 'ONE' }
      return {
        given: [
          { write: 'associateSoftwareToken', ...token },
          { write: 'verifySoftwareToken', ...token, step: 7, friendlyDeviceName: undefined },
        ],
        fails: { write: 'acceptSoftwareTokenStep', poolId, sub, step: 7 },
      }
    },
    'a token that is still pending': ({ poolId, user }) => {
      const { sub } = user
      return {
        given: [{ write: 'associateSoftwareToken', poolId, sub, pendingSecret: 'ONE' }],
        fails: { write: 'acceptSoftwareTokenStep', poolId, sub, step: 7 },
      }
    },
  },
  'device-free': {
    'a key that is taken': ({ user }) => {
      const device = make.aDevice(user)
      return { given: [{ write: 'createDevice', device }], fails: { write: 'createDevice', device } }
    },
  },
  'device-exists': {
    'an update of none': ({ user }) => ({ fails: { write: 'updateDevice', device: make.aDevice(user) } }),
    'deleting none': ({ poolId, user }) => ({
      fails: { write: 'deleteDevice', poolId, sub: user.sub, deviceKey: 'none' },
    }),
  },
}
