import { readProviderDetails, type ProviderDetails } from '../../domain/federation/identity-provider-details.ts'
import { renderIdentityProvider } from '../../domain/federation/identity-provider-rendering.ts'
import { providerFault, withUsername } from '../../domain/federation/identity-provider-rules.ts'
import type { IdentityProvider } from '../../domain/federation/identity-provider.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'
import { identifierTakenText } from './identifier-taken-text.ts'
import { requireIdentityProvider } from './require-identity-provider.ts'

/** Members that are omitted stay; those that are sent are replaced as a whole. */
export const UpdateIdentityProvider = operation(
  'UpdateIdentityProvider',
  async ({ input, refuse }, ports: Pick<Ports, 'clock' | 'storage'>) => {
    const { pool, provider: before } = await requireIdentityProvider(ports, refuse, input)
    const { AttributeMapping: mapping, ProviderDetails: sent, AcrMapping: acrMapping } = input
    const updatedAt = ports.clock.now()
    const reading = sent ? readProviderDetails(before.type, withUntold(before, sent), updatedAt) : before
    if ('fault' in reading) throw refuse('InvalidParameterException', reading.fault)
    const provider: IdentityProvider = {
      ...before,
      details: reading.details,
      attributeMapping: mapping ? withUsername(before.type, mapping) : before.attributeMapping,
      identifiers: input.IdpIdentifiers ?? before.identifiers,
      acrMapping: acrMapping ?? before.acrMapping,
      updatedAt,
      version: before.version + 1,
    }
    const fault = providerFault(pool, provider)
    if (fault !== undefined) throw refuse('InvalidParameterException', fault)
    const result = await ports.storage.commit([{ write: 'updateIdentityProvider', provider }])
    if (result.committed) return { IdentityProvider: renderIdentityProvider(provider) }
    if (result.guard === 'provider-identifier-free')
      throw refuse('InvalidParameterException', identifierTakenText(pool))
    throw refuse('ConcurrentModificationException', 'The identity provider was changed by another request.')
  },
)

/** Apple's key is never told, so whoever sends back what they were told cannot send it. */
function withUntold({ details }: IdentityProvider, sent: ProviderDetails): ProviderDetails {
  return { ...(details.private_key !== undefined && { private_key: details.private_key }), ...sent }
}
