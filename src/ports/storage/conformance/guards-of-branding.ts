import type { GuardCase } from './guard-case.ts'
import { aBranding, aUiCustomization, someTerms } from './records-of-branding.ts'
import { aClient } from './records.ts'
import type { GuardName } from '../storage.ts'

type BrandingGuard = Extract<GuardName, 'branding-free' | 'branding-version' | 'terms-free' | 'terms-version'>

export const brandingGuards: Readonly<Record<BrandingGuard, Readonly<Record<string, GuardCase>>>> = {
  'branding-free': {
    'a second style of a client': ({ poolId }) => {
      const client = aClient(poolId)
      return {
        given: [
          { write: 'createAppClient', client },
          { write: 'createBranding', branding: aBranding(client) },
        ],
        fails: { write: 'createBranding', branding: aBranding(client) },
      }
    },
  },
  'branding-version': {
    'an update of an old copy': ({ poolId }) => {
      const client = aClient(poolId)
      const branding = aBranding(client)
      return {
        given: [
          { write: 'createAppClient', client },
          { write: 'createBranding', branding },
        ],
        fails: { write: 'updateBranding', branding, kept: 20 },
      }
    },
    'deleting through another pool': ({ poolId }) => {
      const client = aClient(poolId)
      const branding = aBranding(client)
      return {
        given: [
          { write: 'createAppClient', client },
          { write: 'createBranding', branding },
        ],
        fails: { write: 'deleteBranding', poolId: 'another', id: branding.id, version: 1 },
      }
    },
  },
  'terms-free': {
    'terms that the client has already': ({ poolId }) => {
      const client = aClient(poolId)
      return {
        given: [
          { write: 'createAppClient', client },
          { write: 'createTerms', terms: someTerms(client) },
        ],
        fails: { write: 'createTerms', terms: someTerms(client) },
      }
    },
    'an update to a name that the client has already': ({ poolId }) => {
      const client = aClient(poolId)
      const terms = someTerms(client)
      return {
        given: [
          { write: 'createAppClient', client },
          { write: 'createTerms', terms },
          { write: 'createTerms', terms: someTerms(client, { name: 'privacy-policy' }) },
        ],
        fails: { write: 'updateTerms', terms: { ...terms, name: 'privacy-policy', version: 2 } },
      }
    },
  },
  'terms-version': {
    'an update of an old copy': ({ poolId }) => {
      const client = aClient(poolId)
      const terms = someTerms(client)
      return {
        given: [
          { write: 'createAppClient', client },
          { write: 'createTerms', terms },
        ],
        fails: { write: 'updateTerms', terms },
      }
    },
    'deleting through another pool': ({ poolId }) => {
      const client = aClient(poolId)
      const terms = someTerms(client)
      return {
        given: [
          { write: 'createAppClient', client },
          { write: 'createTerms', terms },
        ],
        fails: { write: 'deleteTerms', poolId: 'another', id: terms.id, version: 1 },
      }
    },
  },
}

/** What nobody may be given: `app-client-exists`. */
export const looksOfNobody: Readonly<Record<string, GuardCase>> = {
  'a style for none': ({ poolId }) => ({
    fails: { write: 'createBranding', branding: aBranding(aClient(poolId)) },
  }),
  'a style for a client of another pool': ({ poolId }) => {
    const client = aClient(poolId)
    return {
      given: [{ write: 'createAppClient', client }],
      fails: { write: 'createBranding', branding: aBranding(client, { poolId: 'another' }) },
    }
  },
  'terms for none': ({ poolId }) => ({
    fails: { write: 'createTerms', terms: someTerms(aClient(poolId)) },
  }),
  'a classic look for none': ({ poolId }) => ({
    fails: { write: 'putUiCustomization', customization: aUiCustomization(poolId, 'none') },
  }),
}
