import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'
import { requireBranding } from './require-branding.ts'

export const DeleteManagedLoginBranding = operation(
  'DeleteManagedLoginBranding',
  async ({ input, refuse }, ports: Pick<Ports, 'storage'>) => {
    const branding = await requireBranding(ports, refuse, input.UserPoolId, input.ManagedLoginBrandingId)
    const { poolId, id, version } = branding
    const result = await ports.storage.commit([{ write: 'deleteBranding', poolId, id, version }])
    if (!result.committed)
      throw refuse('ConcurrentModificationException', 'The managed login branding was changed by another request.')
  },
)
