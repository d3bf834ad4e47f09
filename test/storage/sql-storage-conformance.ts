import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { gatewaySessionStoreConformance } from '../../src/ports/gateway-sessions-conformance.ts'
import { anEncryptionKey } from '../../src/ports/storage/conformance/encryption-keys.ts'
import { anIdentityProvider } from '../../src/ports/storage/conformance/records-of-providers.ts'
import * as make from '../../src/ports/storage/conformance/records.ts'
import type { SqlStorage } from '../../src/adapters/sql/sql-storage.ts'

export interface OpenedStorage {
  readonly storage: SqlStorage
  /** Everything that the engine has written, or holds in memory where it writes nothing. */
  readonly readAll: () => Promise<Buffer>
}

/** What every engine under `sql` must do beyond the storage port. */
export function sqlStorageConformance(name: string, open: () => Promise<OpenedStorage>): void {
  gatewaySessionStoreConformance(name, async () => {
    const { storage } = await open()
    return Object.assign(storage.gatewaySessions, { [Symbol.asyncDispose]: () => storage[Symbol.asyncDispose]() })
  })

  describe(`${name} beyond the port`, () => {
    let opened: OpenedStorage
    before(async () => {
      opened = await open()
    })
    after(() => opened.storage[Symbol.asyncDispose]())

    test('remembers the resources of templates', async () => {
      const { templateState } = opened.storage
      const record = { type: 'AWS::Cognito::UserPool', physicalId: 'p', propertiesDigest: 'a', identityDigest: 'b' }
      assert.equal(await templateState.get('notes', 'Pool'), undefined)
      await templateState.put('notes', 'Pool', { ...record, propertiesDigest: 'old' })
      await templateState.put('notes', 'Pool', record)
      await templateState.put('notes', 'Api', record)
      await templateState.put('other', 'Pool', { ...record, physicalId: 'q' })
      assert.deepEqual(await templateState.get('notes', 'Pool'), record)
      assert.deepEqual(await templateState.list('notes'), ['Api', 'Pool'])
    })

    test('gives the same cached record to all, and lets nobody change it', async () => {
      const { storage } = opened
      const pool = make.aUserPool()
      await storage.commit([{ write: 'createUserPool', pool }])
      const found = await storage.userPools.find(pool.id)
      assert.ok(found)
      assert.throws(() => Object.assign(found.configuration, { Policies: {} }), TypeError)
      assert.throws(
        () => Object.assign(found.configuration.Policies?.PasswordPolicy ?? {}, { MinimumLength: 1 }),
        TypeError,
      )
    })

    test('does at once what one piece of work commits, and tells of it then', async () => {
      const { storage } = opened
      const [pool, other] = [make.aUserPool(), make.aUserPool()]
      await storage.commit([{ write: 'createUserPool', pool }])
      await storage.userPools.find(pool.id)
      const renamed = { ...pool, name: 'renamed', version: 2 }
      await storage.atOnce(async (inside) => {
        const update = { write: 'updateUserPool', pool: renamed } as const
        assert.deepEqual(await inside.commit([update]), { committed: true })
        const again = await inside.commit([{ write: 'createUserPool', pool: other }, update])
        assert.equal(again.committed, false, 'a guard undoes its own commit only')
        assert.equal(await inside.userPools.find(other.id), undefined)
        assert.equal((await inside.userPools.find(pool.id))?.name, 'renamed')
      })
      assert.equal((await storage.userPools.find(pool.id))?.name, 'renamed')
    })

    test('undoes all of such work where it throws, and goes on', async () => {
      const { storage } = opened
      const [pool, other] = [make.aUserPool(), make.aUserPool()]
      const failing = storage.atOnce(async (inside) => {
        await inside.commit([{ write: 'createUserPool', pool }])
        await inside.templateState.put('undone', 'Pool', {
          type: 'AWS::Cognito::UserPool',
          physicalId: pool.id,
          propertiesDigest: '',
          identityDigest: '',
        })
        throw new Error('the API is broken')
      })
      const waiting = storage.commit([{ write: 'createUserPool', pool: other }])
      await assert.rejects(failing, /the API is broken/)
      assert.deepEqual(await waiting, { committed: true })
      assert.equal(await storage.userPools.find(pool.id), undefined)
      assert.deepEqual(await storage.templateState.list('undone'), [])
      assert.deepEqual(await storage.commit([{ write: 'createUserPool', pool }]), { committed: true })
    })

    test('writes no secret in the clear', async () => {
      const { storage, readAll } = opened
      const canaries = await writeCanaries(storage)
      const written = await readAll()
      assert.ok(written.includes('visible-canary'), 'the search finds what is not sealed')
      for (const canary of canaries) {
        const bytes = Buffer.from(canary)
        for (const form of [bytes, bytes.toString('base64'), bytes.toString('base64url'), bytes.toString('hex')]) {
          assert.equal(written.includes(form), false, `${canary.toString().slice(0, 30)} is on the disk`)
        }
      }
    })
  })
}

/** Stores a secret of every kind and returns them all. */
async function writeCanaries(storage: SqlStorage): Promise<readonly (string | Buffer)[]> {
  const pool = make.aUserPool({ name: 'visible-canary' })
  const poolId = pool.id
  const salt = Buffer.from('canary-password-salt')
  const verifier = Buffer.from('canary-password-verifier')
  const history = [
    { kind: 'argon2id', phc: 'canary-argon2id-phc' },
    { kind: 'srp', salt: Buffer.from('canary-older-salt'), verifier: Buffer.from('canary-older-verifier') },
  ] as const
  const user = make.aUser(poolId, { password: { kind: 'srp', salt, verifier }, passwordHistory: history })
  const client = make.aClient(poolId, { secrets: [{ id: '1', value: 'canary-client-secret', createdAt: make.noon }] })
  const key = make.aSigningKey(poolId)
  const device = make.aDevice(user, {
    salt: Buffer.from('canary-device-salt'),
    verifier: Buffer.from('canary-device-verifier'),
  })
  const message = make.aMessage(poolId, {
    to: 'canary-recipient',
    subject: 'canary-subject',
    text: 'canary-text',
    html: 'canary-html',
    code: 'canary-code',
  })
  const provider = anIdentityProvider(poolId, {
    details: { client_secret: 'canary-provider-secret' },
    assertionKey: { privateKey: Buffer.from('canary-assertion-key'), certificate: Uint8Array.of(1) },
  })
  const { sub } = user
  const committed = await storage.commit([
    { write: 'createUserPool', pool },
    { write: 'createUser', user, aliases: [] },
    { write: 'createAppClient', client },
    { write: 'createSigningKey', key },
    { write: 'createDevice', device },
    { write: 'createIdentityProvider', provider },
    { write: 'createEncryptionKey', key: anEncryptionKey({ material: Buffer.from('canary-encryption-key') }) },
    { write: 'enqueueMessage', message },
    { write: 'createAccessKey', key: make.anAccessKey({ secretAccessKey: 'canary-access-key' }) },
    { write: 'associateSoftwareToken', poolId, sub, pendingSecret: 'CANARYTOTPFIRST' },
    {
      write: 'verifySoftwareToken',
      poolId,
      sub,
      pendingSecret: 'CANARYTOTPFIRST',
      step: 1,
      friendlyDeviceName: undefined,
    },
    { write: 'associateSoftwareToken', poolId, sub, pendingSecret: 'CANARYTOTPSECOND' },
  ])
  assert.deepEqual(committed, { committed: true })
  const privateKey = key.privateKey.export({ format: 'der', type: 'pkcs8' })
  return [
    salt,
    verifier,
    'canary-argon2id-phc',
    'canary-older-salt',
    'canary-older-verifier',
    'canary-client-secret',
    privateKey.subarray(300, 360),
    'canary-device-salt',
    'canary-device-verifier',
    'canary-provider-secret',
    'canary-encryption-key',
    Buffer.from('canary-assertion-key'),
    'canary-recipient',
    'canary-subject',
    'canary-text',
    'canary-html',
    'canary-code',
    'canary-access-key',
    'CANARYTOTPFIRST',
    'CANARYTOTPSECOND',
  ]
}
