import { decodeBase64Url } from '../../crypto/base64url.ts'
import { verifyJwt, type JwtClaims } from '../../crypto/jose/jwt.ts'
import { isJsonObject, parseStrictJson } from '../../crypto/jose/strict-json.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { Ports } from '../../ports/ports.ts'
import { isIssuerOf } from '../user-pools/issuer-of.ts'
import { findVerificationKey } from '../user-pools/signing-keys.ts'

export interface GenuineAccessJwt {
  readonly kind: 'genuine'
  readonly pool: UserPool
  readonly claims: JwtClaims
}

export interface ForgedAccessJwt {
  readonly kind: 'invalid'
  readonly reason: 'malformed' | 'bad-signature'
}

/** What an access token of this installation says, a user's or a client's own. It may be over: that is for others to see. */
export async function verifyAccessJwt(
  ports: Pick<Ports, 'addresses' | 'clock' | 'storage'>,
  token: string,
): Promise<GenuineAccessJwt | ForgedAccessJwt> {
  const pool = await findIssuer(ports, token)
  if (pool === undefined) return { kind: 'invalid', reason: 'malformed' }
  const keys = await ports.storage.userPools.listSigningKeys(pool.id)
  const now = ports.clock.now()
  const verified = await verifyJwt(token, (kid) => findVerificationKey(keys, kid, now)?.key)
  if (verified.kind === 'malformed') return { kind: 'invalid', reason: 'malformed' }
  if (verified.kind !== 'ok') return { kind: 'invalid', reason: 'bad-signature' }

  // An ID token is signed with another key, and says so: either is enough to refuse it here.
  const isForAccess = findVerificationKey(keys, verified.kid, now)?.use === 'access'
  const { token_use: use, iss } = verified.claims
  return isForAccess && use === 'access' && isIssuerOf(ports, pool.id, iss)
    ? { kind: 'genuine', pool, claims: verified.claims }
    : { kind: 'invalid', reason: 'malformed' }
}

/** The pool that the token claims to come from: nothing is believed but which keys to try. */
async function findIssuer(ports: Pick<Ports, 'addresses' | 'storage'>, token: string): Promise<UserPool | undefined> {
  const payload = decodeBase64Url(token.split('.', 2)[1] ?? '')
  const claims = payload && parseStrictJson(payload)
  if (!isJsonObject(claims) || typeof claims.iss !== 'string') return undefined
  const poolId = claims.iss.slice(claims.iss.lastIndexOf('/') + 1)
  return isIssuerOf(ports, poolId, claims.iss) ? ports.storage.userPools.find(poolId) : undefined
}
