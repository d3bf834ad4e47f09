import type { AuthorizationCode } from '../../domain/authorization-code.ts'
import type { LoginSession } from '../../domain/login-session.ts'
import type { TokenFamily } from '../../domain/token-family.ts'

export interface SessionQueries {
  findTokenFamily(poolId: string, familyId: string): Promise<TokenFamily | undefined>
  findAuthorizationCode(poolId: string, codeHash: string): Promise<AuthorizationCode | undefined>
  findLoginSession(poolId: string, idHash: string): Promise<LoginSession | undefined>
}

export type SessionWrite =
  /** Guard `user-enabled`: the user exists and is enabled at this very commit. */
  | { readonly write: 'createTokenFamily'; readonly family: TokenFamily }
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
  | { readonly write: 'createAuthorizationCode'; readonly code: AuthorizationCode }
  /** Guard `authorization-code-unspent`: not yet spent, not expired. Remembers the family. */
  | {
      readonly write: 'consumeAuthorizationCode'
      readonly poolId: string
      readonly codeHash: string
      readonly familyId: string
      readonly now: Date
    }
  | { readonly write: 'createLoginSession'; readonly session: LoginSession }
  | { readonly write: 'deleteLoginSession'; readonly poolId: string; readonly idHash: string }
  /** Guard `session-unspent`: no one has spent this id. Ids are those inside sealed challenge sessions. */
  | { readonly write: 'spendSession'; readonly poolId: string; readonly sessionId: string; readonly expiresAt: Date }
