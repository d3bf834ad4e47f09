import assert from 'node:assert/strict'
import { mustCommit, wholePage, type Behaviour } from './given.ts'
import * as make from './records.ts'
import type { PasskeyWrite } from '../passkeys.ts'

export const passkeyWrites: Readonly<Record<PasskeyWrite['write'], Behaviour>> = {
  async createPasskey({ storage, poolId, user }) {
    const passkey = make.aPasskey(user)
    // The longest that there is: 1023 bytes.
    const bare = make.aPasskey(user, {
      credentialId: 'y'.repeat(1364),
      transports: [],
      attachment: undefined,
      signCount: 0,
      isBackupEligible: false,
    })
    await mustCommit(storage, { write: 'createPasskey', passkey }, { write: 'createPasskey', passkey: bare })
    assert.deepEqual(await storage.passkeys.find(poolId, passkey.credentialId), passkey)
    assert.deepEqual(await storage.passkeys.find(poolId, bare.credentialId), bare)
    assert.equal(await storage.passkeys.find('another', passkey.credentialId), undefined)
    assert.deepEqual((await storage.passkeys.list(poolId, 'another', wholePage)).items, [])
    await mustCommit(storage, { write: 'deleteUser', poolId, sub: user.sub })
    assert.equal(await storage.passkeys.find(poolId, passkey.credentialId), undefined)
  },

  async usePasskey({ storage, poolId, user }) {
    const passkey = make.aPasskey(user)
    const uncounted = make.aPasskey(user, { signCount: 0 })
    const at = make.after(60)
    const use = { write: 'usePasskey', poolId, sub: user.sub, isBackedUp: true, at } as const
    await mustCommit(
      storage,
      { write: 'createPasskey', passkey },
      { write: 'createPasskey', passkey: uncounted },
      { ...use, credentialId: passkey.credentialId, signCount: 9 },
      { ...use, credentialId: uncounted.credentialId, signCount: 0 },
      { ...use, credentialId: uncounted.credentialId, signCount: 0, isBackedUp: false },
    )
    const used = { ...passkey, signCount: 9, isBackedUp: true, usedAt: at }
    assert.deepEqual(await storage.passkeys.find(poolId, passkey.credentialId), used)
    assert.deepEqual(await storage.passkeys.find(poolId, uncounted.credentialId), { ...uncounted, usedAt: at })
  },

  async renamePasskey({ storage, poolId, user }) {
    const passkey = make.aPasskey(user)
    const other = make.aPasskey(user)
    const { credentialId } = passkey
    await mustCommit(
      storage,
      { write: 'createPasskey', passkey },
      { write: 'createPasskey', passkey: other },
      { write: 'renamePasskey', poolId, sub: user.sub, credentialId, label: 'My key – 鍵' },
    )
    assert.deepEqual(await storage.passkeys.find(poolId, credentialId), { ...passkey, label: 'My key – 鍵' })
    assert.deepEqual(await storage.passkeys.find(poolId, other.credentialId), other)
  },

  async deletePasskey({ storage, poolId, user }) {
    const passkey = make.aPasskey(user)
    const { sub } = user
    const { credentialId } = passkey
    await mustCommit(storage, { write: 'createPasskey', passkey })
    await mustCommit(storage, { write: 'deletePasskey', poolId, sub, credentialId })
    assert.deepEqual((await storage.passkeys.list(poolId, sub, wholePage)).items, [])
  },
}
