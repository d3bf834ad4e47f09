import type { JwtClaims } from '../../crypto/jwt.ts'
import { isSessionAlive } from '../../flows/tokens/is-session-alive.ts'
import { isIssuerOf } from '../../flows/user-pools/issuer-of.ts'
import type { Revocations } from '../../gateway/authorizers/revocations.ts'
import type { Ports } from '../../ports/ports.ts'

/**
 * What became of tokens of this installation's own pools, looked up where it is kept: whatever ends a session, on any
 * node, counts from the next request on. Nothing is known of tokens of others, so they count as revoked.
 */
export function ownRevocations(ports: Pick<Ports, 'addresses' | 'storage'>): Revocations {
  const { appClients, sessions, users } = ports.storage
  return {
    async isRevoked(claims) {
      const { iss, sub } = claims
      const clientId = clientOf(claims)
      if (typeof iss !== 'string' || typeof sub !== 'string' || clientId === undefined) return true
      const poolId = iss.slice(iss.lastIndexOf('/') + 1)
      if (!isIssuerOf(ports, poolId, iss)) return true
      const client = await appClients.find(clientId)
      if (client?.poolId !== poolId) return true
      // A client's own token (client_credentials) names no user, and lives as long as its client.
      if (sub === clientId) return false
      const familyId = claims['origin_jti'] ?? claims['event_id']
      if (typeof familyId !== 'string') return true
      const [user, family, signedOutAt] = await Promise.all([
        users.find(poolId, sub),
        sessions.findTokenFamily(poolId, familyId),
        users.findSignedOutAt(poolId, sub),
      ])
      return user?.enabled !== true || !isSessionAlive(family, { sub, clientId }, signedOutAt)
    },
  }
}

/** An ID token names its client in `aud`; an access token's `aud` is the resource that it is for. */
function clientOf(claims: JwtClaims): string | undefined {
  const named = claims['token_use'] === 'id' ? claims['aud'] : claims['client_id']
  return typeof named === 'string' ? named : undefined
}
