import { isEqualText } from '../../crypto/constant-time.ts'
import type { JwtClaims } from '../../crypto/jose/jwt.ts'
import type { SessionPorts } from './session-ports.ts'

/** OpenID Connect Core section 3.1.3.7 for a sign-in (with `nonce`), 12.2 for a refresh (with `sub`). */
export async function verifyIdToken(
  { configuration: { clientId, issuer }, verifier }: Pick<SessionPorts, 'configuration' | 'verifier'>,
  idToken: string,
  expected: { readonly nonce?: string; readonly sub?: string },
): Promise<JwtClaims | undefined> {
  const verdict = await verifier.verify(idToken, {
    configuration: 'session',
    issuers: [issuer],
    ttlSeconds: 0,
    clockSkewSeconds: 60,
  })
  if (verdict.kind !== 'verified') return undefined
  const { claims } = verdict
  const { aud, nonce, sub, token_use: use } = claims
  if (aud !== clientId && !(Array.isArray(aud) && aud.length === 1 && aud[0] === clientId)) return undefined
  if (use !== undefined && use !== 'id') return undefined
  if (typeof sub !== 'string' || (expected.sub !== undefined && sub !== expected.sub)) return undefined
  if (expected.nonce === undefined) return claims
  return typeof nonce === 'string' && isEqualText(nonce, expected.nonce) ? claims : undefined
}
