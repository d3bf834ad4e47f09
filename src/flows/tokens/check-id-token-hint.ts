import { verifyJwt } from '../../crypto/jose/jwt.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { Ports } from '../../ports/ports.ts'
import { isIssuerOf } from '../user-pools/issuer-of.ts'
import { findVerificationKey } from '../user-pools/signing-keys.ts'

/** What an ID token says of an earlier sign-in. It proves nothing of who is asking now. */
export interface IdTokenHint {
  readonly sub: string
  readonly clientId: string
}

/** Reads an ID token of this pool. It may have expired: hints are kept for long (OpenID Connect Core section 3.1.2.1). */
export async function checkIdTokenHint(
  ports: Pick<Ports, 'addresses' | 'clock' | 'storage'>,
  pool: UserPool,
  token: string,
): Promise<IdTokenHint | undefined> {
  const keys = await ports.storage.userPools.listSigningKeys(pool.id)
  const now = ports.clock.now()
  const verified = await verifyJwt(token, (kid) => findVerificationKey(keys, kid, now)?.key)
  if (verified.kind !== 'ok' || findVerificationKey(keys, verified.kid, now)?.use !== 'id') return undefined
  const { iss, sub, aud, token_use: use } = verified.claims
  if (use !== 'id' || !isIssuerOf(ports, pool.id, iss)) return undefined
  return typeof sub === 'string' && typeof aud === 'string' ? { sub, clientId: aud } : undefined
}
