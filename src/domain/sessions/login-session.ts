import type { SamlSession } from '../federation/saml-session.ts'
import type { AcrLevel } from '../user-pools/acr.ts'
import type { SessionTrack } from './session-tracking.ts'

/** A browser that signed in on the pool's domain: what the `cognito` cookie stands for. */
export interface LoginSession {
  readonly poolId: string
  /** SHA-256 (base64url) of the cookie's value. */
  readonly idHash: string
  readonly sub: string
  readonly clientId: string
  readonly provider: string
  readonly authenticatedAt: Date
  readonly expiresAt: Date
  readonly amr: readonly string[]
  /** How sure the identity provider was that vouched for the person. */
  readonly vouchedLevel?: AcrLevel
  /** Where a SAML provider vouched for the person. */
  readonly samlSession?: SamlSession
  /** What app clients know it by; the same when its person signs in again at this browser. */
  readonly sid?: string | undefined
  /** Where the pool tracks sessions. */
  readonly track: SessionTrack | undefined
}
