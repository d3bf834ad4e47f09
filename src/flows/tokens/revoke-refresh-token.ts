import { decodeBase64Url } from '../../crypto/base64url.ts'
import { isJsonObject, parseStrictJson } from '../../crypto/jose/strict-json.ts'
import type { AppClient } from '../../domain/app-clients/app-client.ts'
import { isTrackingSessions } from '../../domain/sessions/session-limits.ts'
import type { Ports } from '../../ports/ports.ts'
import type { Write } from '../../ports/storage/storage.ts'
import { openFamilyToken, type RefreshTokenContent } from './refresh-token.ts'

export type Revocation =
  /** Whatever the token was, nothing of it works any more: RFC 7009 section 2.2 tells no more than that. */
  | { readonly kind: 'revoked' }
  | { readonly kind: 'refused'; readonly reason: 'token-type-unsupported' | 'revocation-off' }

/**
 * Ends a session by its refresh token, and with it every access token of it that we are shown. It is durable before
 * this resolves. The client has been authenticated; a token of another one is left alone. With `isLinked` the browser's
 * session that it came through ends too, where it is tracked.
 */
export async function revokeRefreshToken(
  ports: Pick<Ports, 'clock' | 'sealing' | 'storage'>,
  client: AppClient,
  { token, isLinked = false }: { readonly token: string; readonly isLinked?: boolean },
): Promise<Revocation> {
  if (client.configuration.EnableTokenRevocation === false) return { kind: 'refused', reason: 'revocation-off' }
  if (isSignedToken(token)) return { kind: 'refused', reason: 'token-type-unsupported' }
  const now = ports.clock.now()
  const content = openFamilyToken(ports, token, now)
  if (content === undefined || content === 'expired') return { kind: 'revoked' }
  const { poolId, clientId, familyId } = content
  if (poolId !== client.poolId || clientId !== client.id) return { kind: 'revoked' }
  const linked = isLinked ? await endOfOrigin(ports, content, now) : []
  const committed = await ports.storage.commit([{ write: 'revokeTokenFamily', poolId, familyId, at: now }, ...linked])
  if (!committed.committed) throw new Error(`a revocation met the guard ${committed.guard}, which it does not set`)
  return { kind: 'revoked' }
}

/** Cognito: nothing while the pool does not track sessions. The other sessions that came through that one go on. */
async function endOfOrigin(
  ports: Pick<Ports, 'storage'>,
  { poolId, familyId }: RefreshTokenContent,
  at: Date,
): Promise<readonly Write[]> {
  const [pool, family] = await Promise.all([
    ports.storage.userPools.find(poolId),
    ports.storage.sessions.findTokenFamily(poolId, familyId),
  ])
  if (pool === undefined || !isTrackingSessions(pool) || family?.originSessionId === undefined) return []
  const { sub, originSessionId: sessionId } = family
  return [{ write: 'revokeLoginSession', poolId, sub, sessionId, revokesFamilies: false, at }]
}

/** Whether it looks like an ID or an access token, genuine or not. */
function isSignedToken(token: string): boolean {
  const parts = token.split('.', 4)
  const header = decodeBase64Url(parts[0] ?? '')
  const parsed = header && parseStrictJson(header)
  return parts.length === 3 && isJsonObject(parsed) && typeof parsed.alg === 'string'
}
