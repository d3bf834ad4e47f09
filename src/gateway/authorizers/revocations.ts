import type { JwtClaims } from '../../crypto/jwt.ts'

/**
 * Opt-in knowledge of tokens that died before their `exp`. AWS's authorizers have none: without it a signed-out token
 * is good until it expires.
 */
export interface Revocations {
  isRevoked(claims: JwtClaims): boolean
}
