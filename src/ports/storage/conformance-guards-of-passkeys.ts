import type { GuardCase } from './conformance-guard-case.ts'
import * as make from './conformance-records.ts'
import type { GuardName, Write } from './storage.ts'
import type { Passkey } from '../../domain/passkey.ts'

type PasskeyGuard = Extract<GuardName, 'passkey-count' | 'passkey-exists' | 'passkey-free'>

/** How each guard of a passkey fails. */
export const passkeyGuards: Readonly<Record<PasskeyGuard, Readonly<Record<string, GuardCase>>>> = {
  'passkey-free': {
    'a credential id that the user has already': ({ user }) => {
      const passkey = make.aPasskey(user)
      return { given: [{ write: 'createPasskey', passkey }], fails: { write: 'createPasskey', passkey } }
    },
    'a credential id that somebody else has': ({ poolId, user }) => {
      const passkey = make.aPasskey(user, { credentialId: 'x'.repeat(1364) })
      const other = make.aUser(poolId)
      return {
        given: [
          { write: 'createUser', user: other, aliases: [] },
          { write: 'createPasskey', passkey },
        ],
        fails: { write: 'createPasskey', passkey: { ...passkey, sub: other.sub } },
      }
    },
  },
  'passkey-count': {
    'a use that counts as the last one did': ({ user }) => used(make.aPasskey(user), { signCount: 7 }),
    'a use that counts less': ({ user }) => used(make.aPasskey(user), { signCount: 6 }),
    'a use that does not count any more': ({ user }) => used(make.aPasskey(user), { signCount: 0 }),
    'a use by somebody else': ({ user }) => used(make.aPasskey(user), { sub: 'another' }),
    'a use in another pool': ({ user }) => used(make.aPasskey(user), { poolId: 'another' }),
    'a use of none': ({ user }) => used(make.aPasskey(user), { credentialId: 'none' }),
  },
  'passkey-exists': {
    'deleting none': ({ poolId, user: { sub } }) => ({
      fails: { write: 'deletePasskey', poolId, sub, credentialId: 'none' },
    }),
    "deleting somebody else's": ({ poolId, user }) => {
      const passkey = make.aPasskey(user)
      const { credentialId } = passkey
      return {
        given: [{ write: 'createPasskey', passkey }],
        fails: { write: 'deletePasskey', poolId, sub: 'another', credentialId },
      }
    },
  },
}

function used(passkey: Passkey, change: Partial<Extract<Write, { write: 'usePasskey' }>>): ReturnType<GuardCase> {
  const { poolId, sub, credentialId } = passkey
  const use = {
    write: 'usePasskey',
    poolId,
    sub,
    credentialId,
    signCount: 8,
    isBackedUp: false,
    at: make.noon,
  } as const
  return { given: [{ write: 'createPasskey', passkey }], fails: { ...use, ...change } }
}
