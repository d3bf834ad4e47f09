import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'
import { requireTerms } from './require-terms.ts'

export const DeleteTerms = operation('DeleteTerms', async ({ input, refuse }, ports: Pick<Ports, 'storage'>) => {
  const { poolId, id, version } = await requireTerms(ports, refuse, input)
  const result = await ports.storage.commit([{ write: 'deleteTerms', poolId, id, version }])
  if (!result.committed) throw refuse('ConcurrentModificationException', 'The terms were changed by another request.')
})
