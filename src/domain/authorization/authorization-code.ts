import type { AcrLevel } from '../user-pools/acr.ts'

export interface AuthorizationCode {
  readonly poolId: string
  /** SHA-256 (base64url) of the code. */
  readonly codeHash: string
  readonly clientId: string
  readonly redirectUri: string
  readonly codeChallenge: string | undefined
  readonly scopes: readonly string[]
  readonly nonce: string | undefined
  readonly resource: string | undefined
  readonly sub: string
  readonly eventId: string
  readonly amr: readonly string[]
  /** Whether the client asked how sure one may be of the sign-in, and is told. */
  readonly isAcrAsked: boolean
  /** Where an identity provider vouched for the person. */
  readonly vouchedLevel?: AcrLevel
  readonly authenticatedAt: Date
  readonly createdAt: Date
  readonly expiresAt: Date
  /** Of the browser's session. */
  readonly sid?: string | undefined
  /** The tracked session of the browser that it was given to. */
  readonly originSessionId: string | undefined
  /** The token family that the code was spent for: a second use revokes it (RFC 9700 section 2.1.1). */
  readonly familyId: string | undefined
}
