import { findLiveSession, hashSessionId } from './live-session.ts'
import type { SessionPorts } from './session-ports.ts'
import { revokeToken } from './token-endpoint.ts'

/** Ends the session of a cookie here first, then its refresh token at the issuer, so that no failure there keeps it alive. */
export async function endSession(ports: SessionPorts, id: string): Promise<void> {
  const idHash = hashSessionId(id)
  const session = await findLiveSession(ports, idHash)
  if (session === undefined) return
  await ports.store.delete(idHash)
  if (session.state.refreshToken !== undefined) await revokeToken(ports, session.state.refreshToken)
  ports.log.info({ app: ports.configuration.app, sub: session.state.claims['sub'] }, 'session ended')
}
