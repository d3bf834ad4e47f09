import { readProviderDetails } from '../../domain/federation/identity-provider-details.ts'
import { renderIdentityProvider } from '../../domain/federation/identity-provider-rendering.ts'
import { providerFault, providerNameFault, withUsername } from '../../domain/federation/identity-provider-rules.ts'
import type { IdentityProvider } from '../../domain/federation/identity-provider.ts'
import { quotas, quotaText } from '../../domain/user-pools/quotas.ts'
import { newAssertionKey } from '../../flows/user-pools/new-assertion-key.ts'
import { requireUserPool } from '../../flows/user-pools/require-user-pool.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'
import { identifierTakenText } from './identifier-taken-text.ts'

export const CreateIdentityProvider = operation(
  'CreateIdentityProvider',
  async ({ input, refuse }, ports: Pick<Ports, 'clock' | 'random' | 'storage'>) => {
    const { ProviderName: name, ProviderType: type, ProviderDetails: sent } = input
    const pool = await requireUserPool(ports, refuse, input.UserPoolId)
    const createdAt = ports.clock.now()
    const reading = readProviderDetails(type, sent, createdAt)
    const settings = {
      attributeMapping: withUsername(type, input.AttributeMapping ?? {}),
      identifiers: input.IdpIdentifiers ?? [],
      acrMapping: input.AcrMapping,
    }
    const nameFault = providerNameFault(name, type)
    if (nameFault !== undefined) throw refuse('InvalidParameterException', nameFault)
    if ('fault' in reading) throw refuse('InvalidParameterException', reading.fault)
    const fault = providerFault(pool, { type, ...settings })
    if (fault !== undefined) throw refuse('InvalidParameterException', fault)

    const provider: IdentityProvider = {
      poolId: pool.id,
      name,
      type,
      details: reading.details,
      ...settings,
      assertionKey: type === 'SAML' ? await newAssertionKey(ports, pool.id) : undefined,
      createdAt,
      updatedAt: createdAt,
      version: 1,
    }
    const quota = { kind: 'identity-providers', poolId: pool.id } as const
    const result = await ports.storage.commit([
      { write: 'requireRoom', quota, limit: quotas.identityProviders.limit },
      { write: 'createIdentityProvider', provider },
    ])
    if (result.committed) return { IdentityProvider: renderIdentityProvider(provider) }
    switch (result.guard) {
      case 'under-limit':
        throw refuse('LimitExceededException', quotaText(quotas.identityProviders))
      case 'provider-identifier-free':
        throw refuse('InvalidParameterException', identifierTakenText(pool))
      case 'user-pool-exists':
        throw refuse('ResourceNotFoundException', `User pool ${pool.id} does not exist.`)
      default:
        throw refuse('DuplicateProviderException', `${name} already exists in user pool ${pool.id}`)
    }
  },
)
