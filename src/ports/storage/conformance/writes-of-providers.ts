import assert from 'node:assert/strict'
import { givenPool, mustCommit, wholePage, type Behaviour } from './given.ts'
import { anIdentityProvider } from './records-of-providers.ts'
import { aClient, after } from './records.ts'
import type { IdentityProviderWrite } from '../identity-providers.ts'

export const providerWrites: Readonly<Record<IdentityProviderWrite['write'], Behaviour>> = {
  async createIdentityProvider({ storage, poolId }) {
    const provider = anIdentityProvider(poolId)
    const plain = anIdentityProvider(poolId, { identifiers: [], acrMapping: undefined, assertionKey: undefined })
    await mustCommit(
      storage,
      { write: 'createIdentityProvider', provider },
      { write: 'createIdentityProvider', provider: plain },
    )
    assert.deepEqual(await storage.identityProviders.find(poolId, provider.name), provider)
    assert.deepEqual(await storage.identityProviders.find(poolId, plain.name), plain)
    const [identifier = ''] = provider.identifiers
    assert.deepEqual(await storage.identityProviders.findByIdentifier(poolId, identifier), provider)
    // Names and identifiers are each pool's own.
    const other = await givenPool(storage)
    assert.equal(await storage.identityProviders.find(other.poolId, provider.name), undefined)
    assert.equal(await storage.identityProviders.findByIdentifier(other.poolId, identifier), undefined)
    await mustCommit(storage, { write: 'createIdentityProvider', provider: { ...provider, poolId: other.poolId } })
  },

  async updateIdentityProvider({ storage, poolId }) {
    const provider = anIdentityProvider(poolId)
    const [former = ''] = provider.identifiers
    const details = { client_id: 'other' }
    const changed = { ...provider, details, identifiers: ['second', 'first'], updatedAt: after(9), version: 2 }
    await mustCommit(
      storage,
      { write: 'createIdentityProvider', provider },
      { write: 'updateIdentityProvider', provider: changed },
    )
    assert.deepEqual(await storage.identityProviders.find(poolId, provider.name), changed)
    assert.equal(await storage.identityProviders.findByIdentifier(poolId, former), undefined)
    assert.deepEqual(await storage.identityProviders.findByIdentifier(poolId, 'first'), changed)
    // What it gave up is free.
    const next = anIdentityProvider(poolId, { identifiers: [former] })
    await mustCommit(storage, { write: 'createIdentityProvider', provider: next })
  },

  async deleteIdentityProvider({ storage, poolId }) {
    const provider = anIdentityProvider(poolId)
    const { name } = provider
    const [identifier = ''] = provider.identifiers
    const offering = aClient(poolId, { configuration: { SupportedIdentityProviders: ['COGNITO', name] } })
    const other = aClient(poolId, { configuration: { SupportedIdentityProviders: ['COGNITO'] } })
    const elsewhere = await givenPool(storage)
    const namesake = aClient(elsewhere.poolId, { configuration: { SupportedIdentityProviders: [name] } })
    await mustCommit(
      storage,
      { write: 'createIdentityProvider', provider },
      { write: 'createAppClient', client: offering },
      { write: 'createAppClient', client: other },
      { write: 'createAppClient', client: namesake },
    )
    assert.deepEqual(await storage.appClients.find(offering.id), offering)
    await mustCommit(storage, { write: 'deleteIdentityProvider', poolId, name, version: 1 })
    assert.equal(await storage.identityProviders.find(poolId, name), undefined)
    assert.equal(await storage.identityProviders.findByIdentifier(poolId, identifier), undefined)
    assert.deepEqual((await storage.identityProviders.list(poolId, wholePage)).items, [])
    const configuration = { SupportedIdentityProviders: ['COGNITO' as const] }
    assert.deepEqual(await storage.appClients.find(offering.id), { ...offering, configuration, version: 2 })
    assert.deepEqual(await storage.appClients.find(other.id), other)
    assert.deepEqual(await storage.appClients.find(namesake.id), namesake)
  },

  async requireIdentityProviders({ storage, poolId }) {
    const [one, two] = [anIdentityProvider(poolId), anIdentityProvider(poolId)]
    await mustCommit(
      storage,
      { write: 'createIdentityProvider', provider: one },
      { write: 'createIdentityProvider', provider: two },
      { write: 'requireIdentityProviders', poolId, names: [two.name, one.name] },
      { write: 'requireIdentityProviders', poolId, names: [] },
    )
  },
}
