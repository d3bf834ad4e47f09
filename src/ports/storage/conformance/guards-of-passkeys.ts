import type { GuardCase } from './guard-case.ts'
import * as make from './records.ts'
import type { GuardName, Write } from '../storage.ts'
import type { Passkey } from '../../../domain/factors/passkey.ts'

type PasskeyGuard = Extract<GuardName, 'passkey-count' | 'passkey-exists' | 'passkey-free' | 'recovery-code-unspent'>

/** How each guard of a passkey, and of what helps where it is lost, fails. */
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
  'recovery-code-unspent': {
    'a code that was never there': ({ poolId, user: { sub } }) => ({
      given: [{ write: 'replaceRecoveryCodes', poolId, sub, codeHashes: ['one'], at: make.noon }],
      fails: { write: 'consumeRecoveryCode', poolId, sub, codeHash: 'two' },
    }),
    'a code that was used': ({ poolId, user: { sub } }) => ({
      given: [
        { write: 'replaceRecoveryCodes', poolId, sub, codeHashes: ['one'], at: make.noon },
        { write: 'consumeRecoveryCode', poolId, sub, codeHash: 'one' },
      ],
      fails: { write: 'consumeRecoveryCode', poolId, sub, codeHash: 'one' },
    }),
    'a code that newer ones replaced': ({ poolId, user: { sub } }) => ({
      given: [
        { write: 'replaceRecoveryCodes', poolId, sub, codeHashes: ['one'], at: make.noon },
        { write: 'replaceRecoveryCodes', poolId, sub, codeHashes: ['two'], at: make.noon },
      ],
      fails: { write: 'consumeRecoveryCode', poolId, sub, codeHash: 'one' },
    }),
    "somebody else's code": ({ poolId, user: { sub } }) => ({
      given: [{ write: 'replaceRecoveryCodes', poolId, sub, codeHashes: ['one'], at: make.noon }],
      fails: { write: 'consumeRecoveryCode', poolId, sub: 'another', codeHash: 'one' },
    }),
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
    'renaming none': ({ poolId, user: { sub } }) => ({
      fails: { write: 'renamePasskey', poolId, sub, credentialId: 'none', label: 'Mine' },
    }),
    "renaming somebody else's": ({ poolId, user }) => {
      const passkey = make.aPasskey(user)
      const { credentialId } = passkey
      return {
        given: [{ write: 'createPasskey', passkey }],
        fails: { write: 'renamePasskey', poolId, sub: 'another', credentialId, label: 'Mine' },
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
