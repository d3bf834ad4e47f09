import { renderUserSession } from '../../domain/sessions/user-session.ts'
import { listUserSessions } from '../../flows/sessions/list-user-sessions.ts'
import { requireSessionTracking } from '../../flows/sessions/require-session-tracking.ts'
import { requireUser } from '../../flows/users/require-user.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'
import { refuseNextToken } from './refuse-next-token.ts'

export const AdminListUserSessions = operation(
  'AdminListUserSessions',
  async ({ input, refuse }, ports: Pick<Ports, 'clock' | 'storage'>) => {
    const { pool, user } = await requireUser(ports, refuse, input.UserPoolId, input.Username)
    requireSessionTracking(refuse, pool)
    refuseNextToken(refuse, input.NextToken)
    const sessions = await listUserSessions(ports, user)
    return { Sessions: sessions.map((session) => renderUserSession(session, undefined)) }
  },
)
