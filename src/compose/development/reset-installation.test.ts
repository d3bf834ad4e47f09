import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openMemoryStorage } from '../../adapters/sqlite/open-memory-storage.ts'
import { newDataKey, openSealer } from '../../crypto/sealing/seal.ts'
import { buildAppClient } from '../../testing/build-app-client.ts'
import { buildUserPool } from '../../testing/build-user-pool.ts'
import { buildUser } from '../../testing/build-user.ts'
import { resetInstallation } from './reset-installation.ts'

const masterKey = new Uint8Array(32).fill(7)
const at = new Date('2026-03-01T12:00:00Z')
const later = new Date('2026-03-02T12:00:00Z')

async function given() {
  const storage = await openMemoryStorage(openSealer({ masterKey, wrappedDataKey: newDataKey(masterKey) }))
  const pool = buildUserPool({ id: 'us-east-1_Kept00001' })
  const client = buildAppClient({ poolId: pool.id, id: 'keptclient' })
  await storage.commit([
    { write: 'createUserPool', pool },
    { write: 'createAppClient', client },
  ])
  const resource = { properties: {}, attributes: {}, dependsOn: [], line: undefined }
  const resources = [
    { ...resource, logicalId: 'Pool', type: 'AWS::Cognito::UserPool', physicalId: pool.id },
    { ...resource, logicalId: 'Client', type: 'AWS::Cognito::UserPoolClient', physicalId: client.id },
  ]
  const reset = () => resetInstallation({ storage, stackName: 'local', resources })
  return { storage, pool, client, reset, [Symbol.asyncDispose]: () => storage[Symbol.asyncDispose]() }
}

describe('resetInstallation', () => {
  test('removes more people than one page holds', async () => {
    await using installation = await given()
    const { storage, pool, reset } = installation
    for (let i = 0; i < 130; i += 1) {
      const user = buildUser({
        poolId: pool.id,
        sub: `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`,
        username: `u${i}`,
      })
      assert.deepEqual(await storage.commit([{ write: 'createUser', user, aliases: [] }]), { committed: true })
    }
    await reset()
    const { items } = await storage.users.list(pool.id, undefined, { limit: 60, after: undefined })
    assert.deepEqual(items, [])
  })

  test('removes the sessions of browsers at the gateway, and whatever else would end some day', async () => {
    await using installation = await given()
    const { storage, pool, reset } = installation
    const session = {
      idHash: 'hash',
      app: 'notes',
      sealed: 's',
      createdAt: at,
      lastSeenAt: at,
      expiresAt: later,
      version: 1,
    }
    await storage.gatewaySessions.put(session)
    const attempt = {
      poolId: pool.id,
      subject: 'ada',
      action: 'mfa-code',
      limit: 1,
      windowSeconds: 86_400,
      now: at,
    } as const
    assert.equal((await storage.commit([{ write: 'countAttempt', ...attempt }])).committed, true)
    assert.equal((await storage.commit([{ write: 'countAttempt', ...attempt }])).committed, false)
    await reset()
    assert.equal(await storage.gatewaySessions.find('hash'), undefined)
    assert.equal((await storage.commit([{ write: 'countAttempt', ...attempt }])).committed, true)
  })

  test('deletes foreign pools with their domains, and what was added to the template’s own', async () => {
    await using installation = await given()
    const { storage, pool, client, reset } = installation
    const foreign = buildUserPool({ id: 'eu-west-1_Foreign01', region: 'eu-west-1' })
    const added = buildAppClient({ poolId: pool.id, id: 'addedclient' })
    const domain = { customDomainConfig: undefined, managedLoginVersion: 1, createdAt: at } as const
    await storage.commit([
      { write: 'createUserPool', pool: foreign },
      { write: 'createAppClient', client: added },
      { write: 'createDomain', domain: { ...domain, poolId: foreign.id, domain: 'foreign' } },
      { write: 'createDomain', domain: { ...domain, poolId: pool.id, domain: 'added' } },
    ])
    await reset()
    const { items } = await storage.userPools.list({ limit: 60, after: undefined })
    assert.deepEqual(
      items.map(({ id }) => id),
      [pool.id],
    )
    assert.equal(await storage.userPools.findDomain('foreign'), undefined)
    assert.equal(await storage.userPools.findDomain('added'), undefined)
    assert.equal(await storage.appClients.find(added.id), undefined)
    assert.equal((await storage.appClients.find(client.id))?.id, client.id)
  })

  test('has every setting of the template applied anew by its next load, and leaves other stacks alone', async () => {
    await using installation = await given()
    const { storage, pool, reset } = installation
    const record = { type: 'AWS::Cognito::UserPool', physicalId: pool.id, propertiesDigest: 'p', identityDigest: 'i' }
    await storage.templateState.put('local', 'Pool', record)
    await storage.templateState.put('other', 'Pool', record)
    await reset()
    assert.deepEqual(await storage.templateState.get('local', 'Pool'), { ...record, propertiesDigest: '' })
    assert.deepEqual(await storage.templateState.get('other', 'Pool'), record)
  })
})
