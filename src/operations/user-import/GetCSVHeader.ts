import { csvHeader } from '../../domain/user-import/csv-header.ts'
import { requireUserPool } from '../../flows/user-pools/require-user-pool.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const GetCSVHeader = operation('GetCSVHeader', async ({ input, refuse }, ports: Pick<Ports, 'storage'>) => {
  const pool = await requireUserPool(ports, refuse, input.UserPoolId)
  return { UserPoolId: pool.id, CSVHeader: csvHeader(pool) }
})
