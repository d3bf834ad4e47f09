import assert from 'node:assert/strict'
import type { AppClient } from '../../../domain/app-clients/app-client.ts'
import type { ManagedLoginBranding } from '../../../domain/branding/managed-login-branding.ts'
import type { BrandingWrite } from '../branding.ts'
import { mustCommit, wholePage, type Behaviour, type Given } from './given.ts'
import { aBranding, aUiCustomization, someTerms } from './records-of-branding.ts'
import { aClient, after } from './records.ts'
import type { TermsWrite } from '../terms.ts'

export const brandingWrites: Readonly<Record<(BrandingWrite | TermsWrite)['write'], Behaviour>> = {
  async createBranding(given) {
    const { storage, poolId } = given
    const client = await givenClient(given)
    const branding = aBranding(client)
    await mustCommit(storage, { write: 'createBranding', branding })
    assert.deepEqual(await storage.branding.find(poolId, branding.id), branding)
    assert.deepEqual(await storage.branding.findByClient(poolId, client.id), branding)
    assert.deepEqual(await storage.branding.findVersion(poolId, client.id), { id: branding.id, version: 1 })
    assert.equal(await storage.branding.findVersion('another', client.id), undefined)
    assert.equal(await storage.branding.find('another', branding.id), undefined)
    assert.equal(await storage.branding.findByClient('another', client.id), undefined)
    await mustCommit(storage, { write: 'deleteAppClient', poolId, clientId: client.id })
    assert.equal(await storage.branding.find(poolId, branding.id), undefined)
  },

  async updateBranding(given) {
    const { storage, poolId } = given
    const branding = aBranding(await givenClient(given))
    const style = { useCognitoProvidedValues: true, settings: undefined, assets: [] }
    const changed = { ...branding, ...style, updatedAt: after(9), version: 2 }
    await mustCommit(
      storage,
      { write: 'createBranding', branding },
      { write: 'updateBranding', branding: changed, kept: 2 },
    )
    assert.deepEqual(await storage.branding.find(poolId, branding.id), changed)
    await keepsFormer(given, branding, changed)
  },

  async deleteBranding(given) {
    const { storage, poolId } = given
    const branding = aBranding(await givenClient(given))
    const { id } = branding
    await mustCommit(
      storage,
      { write: 'createBranding', branding },
      { write: 'deleteBranding', poolId, id, version: 1 },
    )
    assert.equal(await storage.branding.find(poolId, id), undefined)
  },

  async putUiCustomization(given) {
    const { storage, poolId } = given
    const client = await givenClient(given)
    const own = aUiCustomization(poolId, client.id)
    const shared = aUiCustomization(poolId, 'ALL', { css: undefined })
    await mustCommit(
      storage,
      { write: 'putUiCustomization', customization: own },
      { write: 'putUiCustomization', customization: shared },
    )
    assert.deepEqual(await storage.branding.findUiCustomization(poolId, client.id), own)
    assert.deepEqual(await storage.branding.findUiCustomization(poolId, 'ALL'), shared)
    assert.equal(await storage.branding.findUiCustomization('another', 'ALL'), undefined)
    const changed = { ...own, logo: undefined, updatedAt: after(9) }
    await mustCommit(storage, { write: 'putUiCustomization', customization: changed })
    assert.deepEqual(await storage.branding.findUiCustomization(poolId, client.id), changed)
    await mustCommit(storage, { write: 'deleteAppClient', poolId, clientId: client.id })
    assert.equal(await storage.branding.findUiCustomization(poolId, client.id), undefined)
    assert.deepEqual(await storage.branding.findUiCustomization(poolId, 'ALL'), shared)
  },

  async deleteUiCustomization({ storage, poolId }) {
    const customization = aUiCustomization(poolId, 'ALL')
    await mustCommit(
      storage,
      { write: 'putUiCustomization', customization },
      { write: 'deleteUiCustomization', poolId, clientId: 'ALL' },
      { write: 'deleteUiCustomization', poolId, clientId: 'ALL' },
    )
    assert.equal(await storage.branding.findUiCustomization(poolId, 'ALL'), undefined)
  },

  async createTerms(given) {
    const { storage, poolId } = given
    const client = await givenClient(given)
    const terms = someTerms(client)
    const policy = someTerms(client, { name: 'privacy-policy' })
    await mustCommit(storage, { write: 'createTerms', terms }, { write: 'createTerms', terms: policy })
    assert.deepEqual(await storage.terms.find(poolId, terms.id), terms)
    assert.deepEqual(await storage.terms.findByClient(poolId, client.id, 'privacy-policy'), policy)
    assert.equal(await storage.terms.find('another', terms.id), undefined)
    assert.equal(await storage.terms.findByClient('another', client.id, 'privacy-policy'), undefined)
    await mustCommit(storage, { write: 'deleteAppClient', poolId, clientId: client.id })
    assert.deepEqual((await storage.terms.list(poolId, wholePage)).items, [])
  },

  async updateTerms(given) {
    const { storage, poolId } = given
    const terms = someTerms(await givenClient(given))
    const changed = { ...terms, name: 'privacy-policy', links: {}, updatedAt: after(9), version: 2 }
    await mustCommit(storage, { write: 'createTerms', terms }, { write: 'updateTerms', terms: changed })
    assert.deepEqual(await storage.terms.find(poolId, terms.id), changed)
  },

  async deleteTerms(given) {
    const { storage, poolId } = given
    const terms = someTerms(await givenClient(given))
    const { id } = terms
    await mustCommit(storage, { write: 'createTerms', terms }, { write: 'deleteTerms', poolId, id, version: 1 })
    assert.equal(await storage.terms.find(poolId, id), undefined)
  },
}

async function keepsFormer(
  { storage, poolId }: Given,
  branding: ManagedLoginBranding,
  second: ManagedLoginBranding,
): Promise<void> {
  const { id, useCognitoProvidedValues, settings, assets, updatedAt, version } = branding
  const first = { useCognitoProvidedValues, settings, assets, updatedAt, version }
  assert.deepEqual(await storage.branding.listFormer(poolId, id), [{ version: 1, updatedAt }])
  assert.deepEqual(await storage.branding.findFormer(poolId, id, 1), first)
  assert.equal(await storage.branding.findFormer(poolId, id, 2), undefined, 'the one that counts')
  assert.equal(await storage.branding.findFormer('another', id, 1), undefined)
  assert.deepEqual(await storage.branding.listFormer('another', id), [])
  for (const next of [3, 4]) {
    const changed = { ...second, updatedAt: after(10 + next), version: next }
    await mustCommit(storage, { write: 'updateBranding', branding: changed, kept: 2 })
  }
  assert.deepEqual(await storage.branding.listFormer(poolId, id), [
    { version: 3, updatedAt: after(13) },
    { version: 2, updatedAt: second.updatedAt },
  ])
  await mustCommit(storage, { write: 'deleteBranding', poolId, id, version: 4 })
  assert.deepEqual(await storage.branding.listFormer(poolId, id), [])
}

async function givenClient({ storage, poolId }: Given): Promise<AppClient> {
  const client = aClient(poolId)
  await mustCommit(storage, { write: 'createAppClient', client })
  return client
}
