import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'
import { requireIdentityProvider } from './require-identity-provider.ts'

export const DeleteIdentityProvider = operation(
  'DeleteIdentityProvider',
  async ({ input, refuse }, ports: Pick<Ports, 'storage'>) => {
    const { pool, provider } = await requireIdentityProvider(ports, refuse, input)
    const { name, version } = provider
    const result = await ports.storage.commit([{ write: 'deleteIdentityProvider', poolId: pool.id, name, version }])
    if (!result.committed)
      throw refuse('ConcurrentModificationException', 'The identity provider was changed by another request.')
  },
)
