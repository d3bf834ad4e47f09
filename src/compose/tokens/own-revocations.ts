import { isSessionAlive } from '../../flows/tokens/is-session-alive.ts'
import { isIssuerOf } from '../../flows/user-pools/issuer-of.ts'
import type { Revocations } from '../../gateway/authorizers/revocations.ts'
import { sessionOfToken } from '../../gateway/revocations/session-of-token.ts'
import type { Ports } from '../../ports/ports.ts'

/**
 * What became of tokens of this installation's own pools, looked up where it is kept: whatever ends a session, on any
 * node, counts from the next request on. Nothing is known of tokens of others, so they count as revoked.
 */
export function ownRevocations(ports: Pick<Ports, 'addresses' | 'storage'>): Revocations {
  const { appClients, sessions, users } = ports.storage
  return {
    async isRevoked(claims) {
      const session = sessionOfToken(claims)
      if (session === undefined) return true
      const { issuer, poolId, clientId } = session
      if (!isIssuerOf(ports, poolId, issuer)) return true
      const client = await appClients.find(clientId)
      if (client?.poolId !== poolId) return true
      // A client's own token lives as long as its client.
      if (session.user === undefined) return false
      const { sub, familyId } = session.user
      const [user, family, signedOutAt] = await Promise.all([
        users.find(poolId, sub),
        sessions.findTokenFamily(poolId, familyId),
        users.findSignedOutAt(poolId, sub),
      ])
      return user?.enabled !== true || !isSessionAlive(family, { sub, clientId }, signedOutAt)
    },
  }
}
