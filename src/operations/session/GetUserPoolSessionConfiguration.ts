import { poolSessions } from '../../domain/sessions/session-limits.ts'
import { requireUserPool } from '../../flows/user-pools/require-user-pool.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const GetUserPoolSessionConfiguration = operation(
  'GetUserPoolSessionConfiguration',
  async ({ input, refuse }, ports: Pick<Ports, 'storage'>) => {
    const pool = await requireUserPool(ports, refuse, input.UserPoolId)
    return { UserPoolId: pool.id, ...poolSessions(pool) }
  },
)
