import type { AppClient } from '../../domain/app-clients/app-client.ts'
import type { Ports } from '../../ports/ports.ts'
import { checkAccessToken } from './check-access-token.ts'
import type { Revocation } from './revoke-refresh-token.ts'

/**
 * Ends the session that an access token of this client belongs to (RFC 7009 section 2.1). Tokens that nobody could revoke
 * are refused by their type: ID tokens, and those of a client for itself.
 */
export async function revokeAccessToken(
  ports: Pick<Ports, 'addresses' | 'clock' | 'storage'>,
  client: AppClient,
  token: string,
): Promise<Revocation> {
  const checked = await checkAccessToken(ports, token, { requiredScope: null, keyThumbprint: 'any' })
  if (checked.kind === 'invalid') {
    const isOtherType = checked.reason === 'malformed' || checked.reason === 'scope-missing'
    return isOtherType ? { kind: 'refused', reason: 'token-type-unsupported' } : { kind: 'revoked' }
  }
  if (checked.client.id !== client.id) return { kind: 'revoked' }
  const { poolId, id: familyId } = checked.family
  const at = ports.clock.now()
  const committed = await ports.storage.commit([{ write: 'revokeTokenFamily', poolId, familyId, at }])
  if (!committed.committed) throw new Error(`a revocation met the guard ${committed.guard}, which it does not set`)
  return { kind: 'revoked' }
}
