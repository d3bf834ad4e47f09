import assert from 'node:assert/strict'
import type { AppClientWrite } from '../app-clients.ts'
import type { Behaviour } from './given.ts'
import { alias, givenPool, mustCommit, wholePage } from './given.ts'
import { aBranding } from './records-of-branding.ts'
import { anIdentityProvider } from './records-of-providers.ts'
import * as make from './records.ts'
import type { Quota, QuotaWrite } from '../quotas.ts'
import type { Write } from '../storage.ts'
import type { UserPoolWrite } from '../user-pools.ts'

type OwnWrite = Exclude<UserPoolWrite, { readonly write: 'createSigningCertificate' }> | AppClientWrite | QuotaWrite

export const poolWrites: Readonly<Record<OwnWrite['write'], Behaviour>> = {
  async createUserPool({ storage }) {
    const pool = make.aUserPool()
    await mustCommit(storage, { write: 'createUserPool', pool })
    assert.deepEqual(await storage.userPools.find(pool.id), pool)
  },

  async updateUserPool({ storage }) {
    const pool = make.aUserPool()
    await mustCommit(storage, { write: 'createUserPool', pool })
    assert.deepEqual(await storage.userPools.find(pool.id), pool)
    const changed = { ...pool, name: 'other', configuration: {}, updatedAt: make.after(9), version: 2 }
    await mustCommit(storage, { write: 'updateUserPool', pool: changed })
    assert.deepEqual(await storage.userPools.find(pool.id), changed)
  },

  async deleteUserPool({ storage, poolId, user }) {
    const client = make.aClient(poolId)
    const key = make.aSigningKey(poolId)
    const group = make.aGroup(poolId)
    const family = make.aTokenFamily(user)
    await mustCommit(
      storage,
      { write: 'createAppClient', client },
      { write: 'createSigningKey', key },
      { write: 'createGroup', group },
      { write: 'createTokenFamily', family },
    )
    assert.deepEqual(await storage.appClients.find(client.id), client)
    assert.equal((await storage.userPools.listSigningKeys(poolId)).length, 1)
    await mustCommit(storage, { write: 'deleteUserPool', poolId })
    assert.equal(await storage.userPools.find(poolId), undefined)
    assert.equal(await storage.appClients.find(client.id), undefined)
    assert.deepEqual(await storage.userPools.listSigningKeys(poolId), [])
    assert.equal(await storage.users.findByAlias(poolId, [alias(user.sub)]), undefined)
    assert.equal(await storage.users.count(poolId), 0)
    assert.equal(await storage.groups.find(poolId, group.name), undefined)
    assert.equal(await storage.sessions.findTokenFamily(poolId, family.id), undefined)
  },

  async createSigningKey({ storage, poolId }) {
    const accessKey = make.aSigningKey(poolId, { use: 'access' })
    const younger = make.aSigningKey(poolId, { createdAt: make.after(9), retiredAt: make.after(99) })
    const older = make.aSigningKey(poolId)
    await mustCommit(storage, { write: 'createSigningKey', key: accessKey })
    assert.deepEqual(await storage.userPools.listSigningKeys(poolId), [accessKey])
    await mustCommit(storage, { write: 'createSigningKey', key: younger }, { write: 'createSigningKey', key: older })
    assert.deepEqual(await storage.userPools.listSigningKeys(poolId), [older, younger, accessKey])
  },

  async retireSigningKey({ storage, poolId }) {
    const key = make.aSigningKey(poolId)
    await mustCommit(storage, { write: 'createSigningKey', key })
    await mustCommit(storage, { write: 'retireSigningKey', poolId, kid: key.kid, at: make.after(99) })
    assert.deepEqual(await storage.userPools.listSigningKeys(poolId), [{ ...key, retiredAt: make.after(99) }])
  },

  async createDomain({ storage, poolId }) {
    const domain = make.aDomain(poolId)
    const plain = make.aDomain(poolId, { customDomainConfig: undefined, createdAt: make.after(5) })
    await mustCommit(storage, { write: 'createDomain', domain }, { write: 'createDomain', domain: plain })
    assert.deepEqual(await storage.userPools.findDomain(domain.domain), domain)
    assert.deepEqual(await storage.userPools.listDomains(poolId), [domain, plain])
  },

  async updateDomain({ storage, poolId }) {
    const domain = make.aDomain(poolId)
    await mustCommit(storage, { write: 'createDomain', domain })
    assert.deepEqual(await storage.userPools.findDomain(domain.domain), domain)
    const changed = { ...domain, managedLoginVersion: 1 as const, customDomainConfig: undefined }
    await mustCommit(storage, { write: 'updateDomain', domain: changed })
    assert.deepEqual(await storage.userPools.findDomain(domain.domain), changed)
  },

  async deleteDomain({ storage, poolId }) {
    const domain = make.aDomain(poolId)
    await mustCommit(storage, { write: 'createDomain', domain })
    assert.deepEqual(await storage.userPools.findDomain(domain.domain), domain)
    await mustCommit(storage, { write: 'deleteDomain', poolId: 'another', domain: domain.domain })
    assert.deepEqual(await storage.userPools.findDomain(domain.domain), domain)
    await mustCommit(storage, { write: 'deleteDomain', poolId, domain: domain.domain })
    assert.equal(await storage.userPools.findDomain(domain.domain), undefined)
  },

  async createResourceServer({ storage, poolId }) {
    const server = make.aResourceServer(poolId)
    await mustCommit(storage, { write: 'createResourceServer', server })
    assert.deepEqual(await storage.userPools.findResourceServer(poolId, server.identifier), server)
  },

  async updateResourceServer({ storage, poolId }) {
    const server = make.aResourceServer(poolId)
    const changed = { ...server, name: 'Other', scopes: [] }
    await mustCommit(
      storage,
      { write: 'createResourceServer', server },
      { write: 'updateResourceServer', server: changed },
    )
    assert.deepEqual(await storage.userPools.findResourceServer(poolId, server.identifier), changed)
  },

  async deleteResourceServer({ storage, poolId }) {
    const server = make.aResourceServer(poolId)
    const { identifier } = server
    await mustCommit(storage, { write: 'createResourceServer', server })
    await mustCommit(storage, { write: 'deleteResourceServer', poolId, identifier })
    assert.equal(await storage.userPools.findResourceServer(poolId, identifier), undefined)
  },

  async createAppClient({ storage, poolId }) {
    const client = make.aClient(poolId)
    const open = make.aClient(poolId, { secrets: [] })
    await mustCommit(storage, { write: 'createAppClient', client }, { write: 'createAppClient', client: open })
    assert.deepEqual(await storage.appClients.find(client.id), client)
    assert.deepEqual(await storage.appClients.find(open.id), open)
  },

  async updateAppClient({ storage, poolId }) {
    const client = make.aClient(poolId)
    await mustCommit(storage, { write: 'createAppClient', client })
    assert.deepEqual(await storage.appClients.find(client.id), client)
    const second = { id: 'two', value: 'another secret', createdAt: make.after(5) }
    const changed = { ...client, name: 'app', secrets: [...client.secrets, second], configuration: {}, version: 2 }
    await mustCommit(storage, { write: 'updateAppClient', client: changed })
    assert.deepEqual(await storage.appClients.find(client.id), changed)
  },

  async deleteAppClient({ storage, poolId }) {
    const client = make.aClient(poolId)
    await mustCommit(storage, { write: 'createAppClient', client })
    assert.deepEqual(await storage.appClients.find(client.id), client)
    await mustCommit(storage, { write: 'deleteAppClient', poolId, clientId: client.id })
    assert.equal(await storage.appClients.find(client.id), undefined)
    assert.deepEqual((await storage.appClients.list(poolId, wholePage)).items, [])
  },

  async requireRoom({ storage, poolId, user: { sub } }) {
    const [group, client, server] = [make.aGroup(poolId), make.aClient(poolId), make.aResourceServer(poolId)]
    const { name } = group
    await mustCommit(
      storage,
      { write: 'createGroup', group },
      { write: 'createAppClient', client },
      { write: 'createResourceServer', server },
      { write: 'createIdentityProvider', provider: anIdentityProvider(poolId) },
      { write: 'createBranding', branding: aBranding(client) },
      { write: 'addUserToGroup', poolId, name, sub, at: make.noon },
    )
    const elsewhere = await givenPool(storage)
    const requireRoom = (quota: Quota, limit: number): Write => ({ write: 'requireRoom', quota, limit })
    for (const kind of [
      'groups',
      'app-clients',
      'branding-styles',
      'identity-providers',
      'resource-servers',
    ] as const) {
      await mustCommit(storage, requireRoom({ kind, poolId }, 2))
      await mustCommit(storage, requireRoom({ kind, poolId: elsewhere.poolId }, 1))
    }
    await mustCommit(storage, requireRoom({ kind: 'memberships', poolId, sub, besides: 'another' }, 2))
    // Whoever is in the group already takes no further room.
    await mustCommit(storage, requireRoom({ kind: 'memberships', poolId, sub, besides: name }, 1))
    await mustCommit(storage, requireRoom({ kind: 'user-pools' }, 1_000_000))
  },
}
