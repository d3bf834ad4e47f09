import type { GuardCase } from './guard-case.ts'
import { anIdentityProvider } from './records-of-providers.ts'
import type { GuardName } from '../storage.ts'

type ProviderGuard = Extract<
  GuardName,
  'identity-provider-exists' | 'identity-provider-free' | 'identity-provider-version' | 'provider-identifier-free'
>

export const providerGuards: Readonly<Record<ProviderGuard, Readonly<Record<string, GuardCase>>>> = {
  'identity-provider-exists': {
    'one that is not there, beside one that is': ({ poolId }) => {
      const provider = anIdentityProvider(poolId)
      return {
        given: [{ write: 'createIdentityProvider', provider }],
        fails: { write: 'requireIdentityProviders', poolId, names: [provider.name, 'none'] },
      }
    },
    'one of another pool': ({ poolId }) => {
      const provider = anIdentityProvider(poolId)
      return {
        given: [{ write: 'createIdentityProvider', provider }],
        fails: { write: 'requireIdentityProviders', poolId: 'another', names: [provider.name] },
      }
    },
  },
  'identity-provider-free': {
    'a name that is taken': ({ poolId }) => {
      const provider = anIdentityProvider(poolId)
      return {
        given: [{ write: 'createIdentityProvider', provider }],
        fails: { write: 'createIdentityProvider', provider: { ...provider, identifiers: [] } },
      }
    },
  },
  'identity-provider-version': {
    'an update of an old copy': ({ poolId }) => {
      const provider = anIdentityProvider(poolId)
      return {
        given: [{ write: 'createIdentityProvider', provider }],
        fails: { write: 'updateIdentityProvider', provider },
      }
    },
    'an update through another pool': ({ poolId }) => {
      const provider = anIdentityProvider(poolId)
      return {
        given: [{ write: 'createIdentityProvider', provider }],
        fails: { write: 'updateIdentityProvider', provider: { ...provider, poolId: 'another', version: 2 } },
      }
    },
    'deleting an old copy': ({ poolId }) => {
      const provider = anIdentityProvider(poolId)
      return {
        given: [{ write: 'createIdentityProvider', provider }],
        fails: { write: 'deleteIdentityProvider', poolId, name: provider.name, version: 2 },
      }
    },
    'deleting through another pool': ({ poolId }) => {
      const provider = anIdentityProvider(poolId)
      return {
        given: [{ write: 'createIdentityProvider', provider }],
        fails: { write: 'deleteIdentityProvider', poolId: 'another', name: provider.name, version: 1 },
      }
    },
  },
  'provider-identifier-free': {
    'a new provider with an identifier of another': ({ poolId }) => {
      const { identifiers } = anIdentityProvider(poolId)
      return {
        given: [{ write: 'createIdentityProvider', provider: anIdentityProvider(poolId, { identifiers }) }],
        fails: { write: 'createIdentityProvider', provider: anIdentityProvider(poolId, { identifiers }) },
      }
    },
    'an update that takes an identifier of another': ({ poolId }) => {
      const [other, provider] = [anIdentityProvider(poolId), anIdentityProvider(poolId)]
      const { identifiers } = other
      return {
        given: [
          { write: 'createIdentityProvider', provider: other },
          { write: 'createIdentityProvider', provider },
        ],
        fails: { write: 'updateIdentityProvider', provider: { ...provider, identifiers, version: 2 } },
      }
    },
  },
}
