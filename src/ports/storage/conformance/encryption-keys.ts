import assert from 'node:assert/strict'
import type { EncryptionKey, KeyAlias } from '../../../domain/encryption-key.ts'
import { mustCommit, wholePage, type Behaviour } from './given.ts'
import type { GuardCase } from './guard-case.ts'
import { after, fresh, noon } from './records.ts'
import type { EncryptionKeyWrite } from '../encryption-keys.ts'
import type { GuardName } from '../storage.ts'

export function anEncryptionKey(overrides: Partial<EncryptionKey> = {}): EncryptionKey {
  const material = Uint8Array.from({ length: 32 }, (_, index) => index)
  return { region: fresh('region'), keyId: fresh('key'), material, description: 'codes', createdAt: noon, ...overrides }
}

function aKeyAlias(key: EncryptionKey, overrides: Partial<KeyAlias> = {}): KeyAlias {
  const { region, keyId } = key
  return { region, name: fresh('alias/'), keyId, createdAt: noon, updatedAt: after(1), ...overrides }
}

export const encryptionKeyWrites: Readonly<Record<EncryptionKeyWrite['write'], Behaviour>> = {
  async createEncryptionKey({ storage }) {
    const key = anEncryptionKey()
    await mustCommit(storage, { write: 'createEncryptionKey', key })
    assert.deepEqual(await storage.encryptionKeys.find(key.region, key.keyId), key)
    assert.equal(await storage.encryptionKeys.find('elsewhere', key.keyId), undefined)
  },

  async createKeyAlias({ storage }) {
    const key = anEncryptionKey()
    const aliases = ['alias/b', 'alias/a', 'alias/c'].map((name) => aKeyAlias(key, { name }))
    await mustCommit(
      storage,
      { write: 'createEncryptionKey', key },
      ...aliases.map((alias): EncryptionKeyWrite => ({ write: 'createKeyAlias', alias })),
    )
    const [b, a, c] = aliases
    assert.deepEqual(await storage.encryptionKeys.findAlias(key.region, 'alias/b'), b)
    assert.equal(await storage.encryptionKeys.findAlias('elsewhere', 'alias/b'), undefined)
    assert.deepEqual((await storage.encryptionKeys.listAliases(key.region, wholePage)).items, [a, b, c])
    const first = await storage.encryptionKeys.listAliases(key.region, { limit: 2, after: undefined })
    assert.deepEqual(first.items, [a, b])
    const second = await storage.encryptionKeys.listAliases(key.region, { limit: 2, after: first.next })
    assert.deepEqual(second, { items: [c], next: undefined })
  },

  async moveKeyAlias({ storage }) {
    const key = anEncryptionKey()
    const other = anEncryptionKey({ region: key.region })
    const alias = aKeyAlias(key)
    const { createdAt: _, ...moved } = { ...alias, keyId: other.keyId, updatedAt: after(9) }
    await mustCommit(
      storage,
      { write: 'createEncryptionKey', key },
      { write: 'createEncryptionKey', key: other },
      { write: 'createKeyAlias', alias },
      { write: 'moveKeyAlias', alias: moved },
    )
    assert.deepEqual(await storage.encryptionKeys.findAlias(key.region, alias.name), { ...alias, ...moved })
  },
}

type KeyGuard = Extract<GuardName, 'encryption-key-exists' | 'key-alias-exists' | 'key-alias-free'>

export const encryptionKeyGuards: Readonly<Record<KeyGuard, Readonly<Record<string, GuardCase>>>> = {
  'encryption-key-exists': {
    'an alias of a key that is not there': () => ({
      fails: { write: 'createKeyAlias', alias: aKeyAlias(anEncryptionKey()) },
    }),
    'an alias of a key of another region': () => {
      const key = anEncryptionKey()
      return {
        given: [{ write: 'createEncryptionKey', key }],
        fails: { write: 'createKeyAlias', alias: aKeyAlias(key, { region: 'elsewhere' }) },
      }
    },
    'moving an alias to a key that is not there': () => {
      const key = anEncryptionKey()
      const alias = aKeyAlias(key)
      return {
        given: [
          { write: 'createEncryptionKey', key },
          { write: 'createKeyAlias', alias },
        ],
        fails: { write: 'moveKeyAlias', alias: { ...alias, keyId: 'none' } },
      }
    },
  },
  'key-alias-exists': {
    'moving an alias that is not there': () => {
      const key = anEncryptionKey()
      return {
        given: [{ write: 'createEncryptionKey', key }],
        fails: { write: 'moveKeyAlias', alias: aKeyAlias(key) },
      }
    },
  },
  'key-alias-free': {
    'a name that is taken': () => {
      const key = anEncryptionKey()
      const alias = aKeyAlias(key)
      return {
        given: [
          { write: 'createEncryptionKey', key },
          { write: 'createKeyAlias', alias },
        ],
        fails: { write: 'createKeyAlias', alias },
      }
    },
  },
}
