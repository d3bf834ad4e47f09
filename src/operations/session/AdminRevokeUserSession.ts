import { requireSessionTracking } from '../../flows/sessions/require-session-tracking.ts'
import { requireUser } from '../../flows/users/require-user.ts'
import { revokeUserSession } from '../../flows/sessions/revoke-user-session.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const AdminRevokeUserSession = operation(
  'AdminRevokeUserSession',
  async ({ input, refuse }, ports: Pick<Ports, 'clock' | 'storage'>) => {
    const { pool, user } = await requireUser(ports, refuse, input.UserPoolId, input.Username)
    requireSessionTracking(refuse, pool)
    const { SessionId: sessionId, RevokeAssociatedSessions: associated } = input
    await revokeUserSession(ports, refuse, { user, sessionId, associated })
    return {}
  },
)
