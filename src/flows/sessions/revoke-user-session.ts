import type { Refuse } from '../../contract/refusal.ts'
import type { RevokeAssociatedSessionsEnum } from '../../contract/shapes.gen.ts'
import type { UserSession } from '../../domain/sessions/user-session.ts'
import type { User } from '../../domain/users/user.ts'
import type { Ports } from '../../ports/ports.ts'
import type { Write } from '../../ports/storage/storage.ts'
import { listUserSessions } from './list-user-sessions.ts'

export interface SessionRevocation {
  readonly user: User
  readonly sessionId: string
  readonly associated: RevokeAssociatedSessionsEnum | undefined
  /** That of the access token that asks: nobody pulls the rug from under their own call. */
  readonly currentFamilyId?: string
}

/**
 * Ends one session of a user, and with LINKED those that it came through or that came through it. It is durable before
 * this resolves.
 */
export async function revokeUserSession(
  ports: Pick<Ports, 'clock' | 'storage'>,
  refuse: Refuse<'InvalidParameterException' | 'ResourceNotFoundException'>,
  { user, sessionId, associated = 'NONE', currentFamilyId }: SessionRevocation,
): Promise<void> {
  const sessions = await listUserSessions(ports, user)
  const session = sessions.find(({ track }) => track.sessionId === sessionId)
  if (session === undefined) throw refuse('ResourceNotFoundException', 'Session does not exist.')
  if (session.type === 'TOKEN' && session.family.id === currentFamilyId) {
    throw refuse('InvalidParameterException', 'The current session cannot be revoked.')
  }
  const writes = endingOf(session, { isLinked: associated === 'LINKED', at: ports.clock.now() })
  const committed = await ports.storage.commit(writes)
  if (!committed.committed) throw new Error(`a revocation met the guard ${committed.guard}, which it does not set`)
}

function endingOf(
  session: UserSession,
  { isLinked, at }: { readonly isLinked: boolean; readonly at: Date },
): readonly Write[] {
  if (session.type === 'SSO') {
    const { poolId, sub } = session.login
    const { sessionId } = session.track
    return [{ write: 'revokeLoginSession', poolId, sub, sessionId, revokesFamilies: isLinked, at }]
  }
  const { poolId, sub, id: familyId, originSessionId } = session.family
  const revoke: Write = { write: 'revokeTokenFamily', poolId, familyId, at }
  if (!isLinked || originSessionId === undefined) return [revoke]
  return [revoke, { write: 'revokeLoginSession', poolId, sub, sessionId: originSessionId, revokesFamilies: false, at }]
}
