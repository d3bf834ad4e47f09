import type { SessionTrack } from './session-tracking.ts'

/** One sign-in and all tokens that descend from it; its id is the tokens' `origin_jti`. */
export interface TokenFamily {
  readonly poolId: string
  readonly id: string
  readonly clientId: string
  readonly sub: string
  readonly eventId: string
  readonly authenticatedAt: Date
  /** When the refresh token dies: absolute, rotation never extends it. */
  readonly expiresAt: Date
  readonly scopes: readonly string[]
  /** Tokens of the OAuth endpoints carry `version: 2` and are filtered by scope. */
  readonly origin: 'api' | 'oauth'
  readonly deviceKey: string | undefined
  readonly amr: readonly string[]
  /** The pool's name of the level that was reached, where tokens tell it; they tell `amr` with it. */
  readonly acr?: string | undefined
  readonly nonce: string | undefined
  readonly resource: string | undefined
  /** Of the key without which its tokens are worth nothing (RFC 9449). */
  readonly keyThumbprint?: string | undefined
  /** SHA-256 (base64url) of the id inside the refresh token that is valid now. */
  readonly currentTokenHash: string
  /** The parent of the current token, usable again until `rotatedAt` + grace. */
  readonly previousTokenHash: string | undefined
  readonly rotatedAt: Date | undefined
  readonly revokedAt: Date | undefined
  /** Where the pool tracks sessions, and only for a family that began since. */
  readonly track: SessionTrack | undefined
  /** What its client knows the session by, where it wants to hear of its end (back-channel logout). */
  readonly sid?: string | undefined
  /** The tracked session of the browser that it came through. */
  readonly originSessionId: string | undefined
}
