import type { AuthorizationCode } from '../../domain/authorization/authorization-code.ts'
import type { LoginSession } from '../../domain/sessions/login-session.ts'
import type { SessionActivity } from '../../domain/sessions/session-tracking.ts'
import type { TokenFamily } from '../../domain/sessions/token-family.ts'

export interface SessionQueries {
  findTokenFamily(poolId: string, familyId: string): Promise<TokenFamily | undefined>
  findAuthorizationCode(poolId: string, codeHash: string): Promise<AuthorizationCode | undefined>
  findLoginSession(poolId: string, idHash: string): Promise<LoginSession | undefined>
  /** Those that are tracked and neither revoked nor expired by `now`, the last used first. */
  listTokenFamilies(poolId: string, sub: string, now: Date): Promise<readonly TokenFamily[]>
  /** Those that are neither revoked nor expired by `now`, tracked or not. */
  listLiveFamilies(poolId: string, sub: string, now: Date): Promise<readonly TokenFamily[]>
  /** Those that are tracked and not expired by `now`, the last used first. */
  listLoginSessions(poolId: string, sub: string, now: Date): Promise<readonly LoginSession[]>
}

/**
 * What ends sessions also puts a `LogoutNotice` into the outbox for each app client that knows one by its `sid`, however
 * many token families that client has of it: revoking families, deleting or evicting a browser's session, and signing out
 * everywhere. Tokens of a browser's session that is deleted alone go on, but their clients are told.
 */
export type SessionWrite =
  /**
   * Guard `user-enabled`: the user exists and is enabled at this very commit. Revokes of the user's tracked families
   * those used longest ago, so that with this one there are at most `mostPerUser`.
   */
  | { readonly write: 'createTokenFamily'; readonly family: TokenFamily; readonly mostPerUser?: number }
  /** Remembers a use of a tracked family, and of the browser's session that it came through, if that is still there. */
  | {
      readonly write: 'touchTokenFamily'
      readonly poolId: string
      readonly familyId: string
      readonly originSessionId: string | undefined
      readonly activity: SessionActivity
    }
  /**
   * Guard `refresh-token-current`: the family is not revoked and `presentedTokenHash` is its current token, or its
   * previous one strictly before `rotatedAt + graceSeconds`. The presented current token becomes the previous one;
   * a retried previous token displaces the current child and leaves `rotatedAt` as it is.
   */
  | {
      readonly write: 'rotateRefreshToken'
      readonly poolId: string
      readonly familyId: string
      readonly presentedTokenHash: string
      readonly newTokenHash: string
      readonly graceSeconds: number
      readonly now: Date
    }
  /** Idempotent. */
  | { readonly write: 'revokeTokenFamily'; readonly poolId: string; readonly familyId: string; readonly at: Date }
  /** Revokes all families that a client has of a user, and deletes unspent codes, those of devices too. Idempotent. */
  | {
      readonly write: 'disconnectClient'
      readonly poolId: string
      readonly sub: string
      readonly clientId: string
      readonly at: Date
    }
  | { readonly write: 'createAuthorizationCode'; readonly code: AuthorizationCode }
  /** Guard `authorization-code-unspent`: not yet spent, not expired. Remembers the family. */
  | {
      readonly write: 'consumeAuthorizationCode'
      readonly poolId: string
      readonly codeHash: string
      readonly familyId: string
      readonly now: Date
    }
  /** Deletes of the user's tracked sessions those used longest ago, so that with this one there are `mostPerUser`. */
  | { readonly write: 'createLoginSession'; readonly session: LoginSession; readonly mostPerUser?: number }
  /** Guard `login-session-exists`. Remembers a use of a tracked session. */
  | {
      readonly write: 'touchLoginSession'
      readonly poolId: string
      readonly sessionId: string
      readonly activity: SessionActivity
    }
  /**
   * Deletes a user's tracked session, by its public id, with the unspent authorization codes that it was given and the
   * devices that it allowed; with `revokesFamilies` also revokes the token families that came through it. Idempotent.
   */
  | {
      readonly write: 'revokeLoginSession'
      readonly poolId: string
      readonly sub: string
      readonly sessionId: string
      readonly revokesFamilies: boolean
      readonly at: Date
    }
  /** App clients hear of it, unless the session is `isContinued` by another of the same person at the same browser. */
  | {
      readonly write: 'deleteLoginSession'
      readonly poolId: string
      readonly idHash: string
      readonly isContinued: boolean
      readonly at: Date
    }
  /** Guard `session-unspent`: no one has spent this id: of a sealed challenge session, or of a SAML assertion. */
  | { readonly write: 'spendSession'; readonly poolId: string; readonly sessionId: string; readonly expiresAt: Date }
