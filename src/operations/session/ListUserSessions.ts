import { renderUserSession } from '../../domain/sessions/user-session.ts'
import { listUserSessions } from '../../flows/sessions/list-user-sessions.ts'
import { requireAccessToken } from '../../flows/tokens/require-access-token.ts'
import { requireSessionTracking } from '../../flows/sessions/require-session-tracking.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'
import { refuseNextToken } from './refuse-next-token.ts'

export const ListUserSessions = operation(
  'ListUserSessions',
  async ({ input, refuse }, ports: Pick<Ports, 'addresses' | 'clock' | 'storage'>) => {
    const { pool, user, family } = await requireAccessToken(ports, refuse, input.AccessToken)
    requireSessionTracking(refuse, pool)
    refuseNextToken(refuse, input.NextToken)
    const sessions = await listUserSessions(ports, user)
    return { Sessions: sessions.map((session) => renderUserSession(session, family.id)) }
  },
)
