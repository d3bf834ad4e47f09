import { renderIdentityProvider } from '../../domain/federation/identity-provider-rendering.ts'
import { requireUserPool } from '../../flows/user-pools/require-user-pool.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const GetIdentityProviderByIdentifier = operation(
  'GetIdentityProviderByIdentifier',
  async ({ input, refuse }, ports: Pick<Ports, 'storage'>) => {
    const pool = await requireUserPool(ports, refuse, input.UserPoolId)
    const provider = await ports.storage.identityProviders.findByIdentifier(pool.id, input.IdpIdentifier)
    if (!provider) {
      const text = `Identity provider with identifier ${input.IdpIdentifier} does not exist.`
      throw refuse('ResourceNotFoundException', text)
    }
    return { IdentityProvider: renderIdentityProvider(provider) }
  },
)
