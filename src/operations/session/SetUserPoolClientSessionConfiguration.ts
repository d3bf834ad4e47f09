import type { AppClient } from '../../domain/app-clients/app-client.ts'
import { clientSessions } from '../../domain/sessions/session-limits.ts'
import { checkSessionPlan } from '../../flows/user-pools/check-session-plan.ts'
import { requireOwnAppClient } from '../../flows/app-clients/require-own-app-client.ts'
import { requireSessionTracking } from '../../flows/sessions/require-session-tracking.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

/** Cognito: a full replacement, which needs a pool that tracks sessions. */
export const SetUserPoolClientSessionConfiguration = operation(
  'SetUserPoolClientSessionConfiguration',
  async ({ input, refuse }, ports: Pick<Ports, 'clock' | 'storage'>) => {
    const { UserPoolId, ClientId, SSOSession } = input
    const { pool, client: before } = await requireOwnAppClient(ports, refuse, UserPoolId, ClientId)
    checkSessionPlan(refuse, pool)
    requireSessionTracking(refuse, pool)
    const client: AppClient = {
      ...before,
      sessions: { SSOSession },
      updatedAt: ports.clock.now(),
      version: before.version + 1,
    }
    const result = await ports.storage.commit([{ write: 'updateAppClient', client }])
    if (!result.committed)
      throw refuse('ConcurrentModificationException', 'The app client was changed by another request.')
    return { UserPoolId: pool.id, ClientId: client.id, ...clientSessions(client) }
  },
)
