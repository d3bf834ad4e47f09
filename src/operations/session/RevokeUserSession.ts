import { requireAccessToken } from '../../flows/tokens/require-access-token.ts'
import { requireSessionTracking } from '../../flows/sessions/require-session-tracking.ts'
import { revokeUserSession } from '../../flows/sessions/revoke-user-session.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const RevokeUserSession = operation(
  'RevokeUserSession',
  async ({ input, refuse }, ports: Pick<Ports, 'addresses' | 'clock' | 'storage'>) => {
    const { pool, user, family } = await requireAccessToken(ports, refuse, input.AccessToken)
    requireSessionTracking(refuse, pool)
    const { SessionId: sessionId, RevokeAssociatedSessions: associated } = input
    await revokeUserSession(ports, refuse, { user, sessionId, associated, currentFamilyId: family.id })
    return {}
  },
)
