import { renderBranding } from '../../domain/branding/branding-rendering.ts'
import { requireOwnAppClient } from '../../flows/app-clients/require-own-app-client.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const DescribeManagedLoginBrandingByClient = operation(
  'DescribeManagedLoginBrandingByClient',
  async ({ input, refuse }, ports: Pick<Ports, 'storage'>) => {
    const { pool, client } = await requireOwnAppClient(ports, refuse, input.UserPoolId, input.ClientId)
    const branding = await ports.storage.branding.findByClient(pool.id, client.id)
    if (!branding) {
      throw refuse('ResourceNotFoundException', `Managed login branding does not exist for client ${client.id}.`)
    }
    return { ManagedLoginBranding: renderBranding(branding, { withDefaults: input.ReturnMergedResources ?? false }) }
  },
)
