import { poolSessions } from '../../domain/sessions/session-limits.ts'
import { changeUserPool } from '../../flows/user-pools/change-user-pool.ts'
import { checkSessionPlan } from '../../flows/user-pools/check-session-plan.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

/** Cognito: a full replacement. Fewer sessions than a user has end none: the next sign-in does. */
export const SetUserPoolSessionConfiguration = operation(
  'SetUserPoolSessionConfiguration',
  async ({ input, refuse }, ports: Pick<Ports, 'clock' | 'storage'>) => {
    const { UserPoolId, UserSessionTracking, TokenSession } = input
    const pool = await changeUserPool(ports, refuse, UserPoolId, async (before) => {
      checkSessionPlan(refuse, before)
      return { sessions: { UserSessionTracking, TokenSession } }
    })
    return { UserPoolId: pool.id, ...poolSessions(pool) }
  },
)
