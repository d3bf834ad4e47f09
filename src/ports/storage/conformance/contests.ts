import { lockoutPolicy } from '../../../domain/passwords/lockout-policy.ts'
import { alias, givenPool, mustCommit, type Given } from './given.ts'
import { anIdentityProvider } from './records-of-providers.ts'
import * as make from './records.ts'
import { deviceContest } from './device-authorizations.ts'
import { deletionContest } from './deletion-plans.ts'
import { pendingSignInContest } from './pending-sign-ins.ts'
import { quotaUseContest } from './quota-uses.ts'
import { importContest } from './user-imports.ts'
import type { Storage, Write } from '../storage.ts'

/** Something that many want at once and `winners` may have: contender n commits `attempt(n)`. */
export interface Contest {
  readonly given?: readonly Write[]
  readonly attempt: (contender: number) => Write | readonly Write[]
  readonly winners: number
}

export const contenders = 64

/** Holds the contest on one or more nodes of the same storage; says how many won, and how many may. */
export async function hold(
  makeContest: (given: Given) => Contest,
  nodes: readonly Storage[],
): Promise<{ readonly won: number; readonly winners: number }> {
  const [first] = nodes
  if (first === undefined) throw new Error('a contest needs a node')
  const { given = [], attempt, winners } = makeContest(await givenPool(first))
  if (given.length > 0) await mustCommit(first, ...given)
  const attempts = Array.from({ length: contenders }, (_, contender) => {
    return (nodes[contender % nodes.length] ?? first).commit([attempt(contender)].flat())
  })
  const outcomes = await Promise.all(attempts)
  return { won: outcomes.filter(({ committed }) => committed).length, winners }
}

export const contests: Readonly<Record<string, (given: Given) => Contest>> = {
  'one sign-up name': ({ poolId }) => ({
    attempt: () => ({ write: 'createUser', user: make.aUser(poolId), aliases: [alias('ada'), alias('a@b', 'email')] }),
    winners: 1,
  }),

  'one version of a user': ({ user }) => ({
    attempt: (contender) => ({
      write: 'updateUser',
      user: { ...user, attributes: { name: String(contender) }, version: 2 },
      aliases: [alias(user.sub)],
    }),
    winners: 1,
  }),

  'what is left of a quota': quotaUseContest,

  'one code': ({ poolId }) => {
    const code = make.aCode(poolId)
    const { subject, purpose, codeHash } = code
    return {
      given: [{ write: 'putCode', code }],
      attempt: () => ({ write: 'consumeCode', poolId, subject, purpose, codeHash, now: make.noon }),
      winners: 1,
    }
  },

  'one refresh token without grace': ({ poolId, user }) => {
    const family = make.aTokenFamily(user)
    return {
      given: [{ write: 'createTokenFamily', family }],
      attempt: (contender) => ({
        write: 'rotateRefreshToken',
        poolId,
        familyId: family.id,
        presentedTokenHash: 'first',
        newTokenHash: `child ${contender}`,
        graceSeconds: 0,
        // The clocks of nodes differ.
        now: make.after(contenders - contender),
      }),
      winners: 1,
    }
  },

  'one authorization code': ({ poolId, user }) => {
    const code = make.anAuthorizationCode(user)
    const { codeHash } = code
    return {
      given: [{ write: 'createAuthorizationCode', code }],
      attempt: (contender) => {
        return { write: 'consumeAuthorizationCode', poolId, codeHash, familyId: `family ${contender}`, now: make.noon }
      },
      winners: 1,
    }
  },

  'one challenge session': ({ poolId }) => ({
    attempt: () => ({ write: 'spendSession', poolId, sessionId: 'session', expiresAt: make.after(180) }),
    winners: 1,
  }),

  'one step of a software token': ({ poolId, user }) => {
    const token = { poolId, sub: user.sub, pendingSecret: 'SECRET' }
    return {
      given: [
        { write: 'associateSoftwareToken', ...token },
        { write: 'verifySoftwareToken', ...token, step: 1, friendlyDeviceName: undefined },
      ],
      attempt: () => ({ write: 'acceptSoftwareTokenStep', poolId, sub: user.sub, step: 2 }),
      winners: 1,
    }
  },

  'one recovery code': ({ poolId, user: { sub } }) => ({
    given: [{ write: 'replaceRecoveryCodes', poolId, sub, codeHashes: ['one', 'two'], at: make.noon }],
    attempt: () => ({ write: 'consumeRecoveryCode', poolId, sub, codeHash: 'one' }),
    winners: 1,
  }),

  'one pending software token': ({ poolId, user }) => {
    const token = { poolId, sub: user.sub, pendingSecret: 'SECRET' }
    return {
      given: [{ write: 'associateSoftwareToken', ...token }],
      attempt: (step) => ({ write: 'verifySoftwareToken', ...token, step, friendlyDeviceName: undefined }),
      winners: 1,
    }
  },

  'one domain': ({ poolId }) => {
    const domain = make.aDomain(poolId)
    return { attempt: () => ({ write: 'createDomain', domain }), winners: 1 }
  },

  'one identifier of an identity provider': ({ poolId }) => ({
    attempt: () => ({
      write: 'createIdentityProvider',
      provider: anIdentityProvider(poolId, { identifiers: ['acme.example'] }),
    }),
    winners: 1,
  }),

  'five attempts in a window': ({ poolId }) => ({
    attempt: () => ({
      write: 'countAttempt',
      poolId,
      subject: 'ada',
      action: 'forgot-password',
      limit: 5,
      windowSeconds: 3600,
      now: make.noon,
    }),
    winners: 5,
  }),

  'room for five groups': ({ poolId }) => ({
    attempt: () => [
      { write: 'requireRoom', quota: { kind: 'groups', poolId }, limit: 5 },
      { write: 'createGroup', group: make.aGroup(poolId) },
    ],
    winners: 5,
  }),

  'five places in groups for one user': ({ poolId, user: { sub } }) => {
    const groups = Array.from({ length: contenders }, (_, contender) => {
      return make.aGroup(poolId, { name: `group ${contender}` })
    })
    return {
      given: groups.map((group) => ({ write: 'createGroup', group })),
      attempt: (contender) => {
        const name = `group ${contender}`
        return [
          { write: 'requireRoom', quota: { kind: 'memberships', poolId, sub, besides: name }, limit: 5 },
          { write: 'addUserToGroup', poolId, name, sub, at: make.noon },
        ]
      },
      winners: 5,
    }
  },

  'failures up to the lock': ({ poolId }) => ({
    attempt: () => ({ write: 'recordFailure', poolId, subject: 'ada', policy: lockoutPolicy, now: make.noon }),
    winners: lockoutPolicy.threshold,
  }),

  'room for five passkeys': ({ poolId, user }) => ({
    attempt: () => [
      { write: 'requireRoom', quota: { kind: 'passkeys', poolId, sub: user.sub }, limit: 5 },
      { write: 'createPasskey', passkey: make.aPasskey(user) },
    ],
    winners: 5,
  }),

  'one credential id': ({ user }) => ({
    attempt: () => ({ write: 'createPasskey', passkey: make.aPasskey(user, { credentialId: 'wanted' }) }),
    winners: 1,
  }),

  'one count of a passkey': ({ user }) => {
    const passkey = make.aPasskey(user)
    const { poolId, sub, credentialId } = passkey
    return {
      given: [{ write: 'createPasskey', passkey }],
      attempt: () => ({
        write: 'usePasskey',
        poolId,
        sub,
        credentialId,
        signCount: 8,
        isBackedUp: true,
        at: make.after(1),
      }),
      winners: 1,
    }
  },

  'the one import of an account': ({ poolId }) => importContest(poolId),

  'one deletion that is due': deletionContest,

  'one allowed device': deviceContest,

  'one pending sign-in': ({ poolId }) => pendingSignInContest(poolId),

  'the last device': ({ poolId, user }) => {
    const device = make.aDevice(user)
    return {
      given: [{ write: 'createDevice', device }],
      attempt: () => ({ write: 'deleteDevice', poolId, sub: user.sub, deviceKey: device.key }),
      winners: 1,
    }
  },
}
