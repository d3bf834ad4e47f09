import { newUuid } from '../../crypto/identifiers.ts'
import { renderBranding } from '../../domain/branding/branding-rendering.ts'
import type { ManagedLoginBranding } from '../../domain/branding/managed-login-branding.ts'
import { quotas, quotaText } from '../../domain/user-pools/quotas.ts'
import { requireOwnAppClient } from '../../flows/app-clients/require-own-app-client.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'
import { checkStyle } from './check-style.ts'

export const CreateManagedLoginBranding = operation(
  'CreateManagedLoginBranding',
  async ({ input, refuse }, ports: Pick<Ports, 'clock' | 'random' | 'storage'>) => {
    const { pool, client } = await requireOwnAppClient(ports, refuse, input.UserPoolId, input.ClientId)
    checkStyle(refuse, input)
    const createdAt = ports.clock.now()
    const branding: ManagedLoginBranding = {
      poolId: pool.id,
      id: newUuid(ports.random.bytes),
      clientId: client.id,
      useCognitoProvidedValues: input.UseCognitoProvidedValues ?? false,
      settings: input.Settings,
      assets: input.Assets ?? [],
      createdAt,
      updatedAt: createdAt,
      version: 1,
    }
    const quota = { kind: 'branding-styles', poolId: pool.id } as const
    const result = await ports.storage.commit([
      { write: 'createBranding', branding },
      // One more than there may be, as this one is there already: a client that has a style hears of that first.
      { write: 'requireRoom', quota, limit: quotas.brandingStyles.limit + 1 },
    ])
    if (result.committed) return { ManagedLoginBranding: renderBranding(branding, { withDefaults: false }) }
    switch (result.guard) {
      case 'under-limit':
        throw refuse('LimitExceededException', quotaText(quotas.brandingStyles))
      case 'branding-free':
        throw refuse(
          'ManagedLoginBrandingExistsException',
          `Managed login branding already exists for client ${client.id}.`,
        )
      default:
        throw refuse('ResourceNotFoundException', 'User pool client does not exist.')
    }
  },
)
