import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'
import { requireResourceServer } from './require-resource-server.ts'

export const DeleteResourceServer = operation(
  'DeleteResourceServer',
  async ({ input, refuse }, ports: Pick<Ports, 'storage'>) => {
    const { poolId, identifier } = await requireResourceServer(ports, refuse, input)
    await ports.storage.commit([{ write: 'deleteResourceServer', poolId, identifier }])
  },
)
