import type { JwtClaims } from '../../crypto/jose/jwt.ts'
import type { AtOnce } from '../at-once.ts'

/**
 * Knowledge of tokens that died before their `exp`, for stages that ask for it. AWS's authorizers have none: without it
 * a signed-out token is good until it expires.
 */
export interface Revocations {
  /**
   * Asked for each request, after the signature and whatever is remembered of it. `unknown` where nobody can say at the
   * moment.
   */
  isRevoked(claims: JwtClaims): AtOnce<boolean | 'unknown'>
}
