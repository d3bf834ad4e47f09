import type { SessionWrite } from '../../../ports/storage/sessions.ts'
import type { AuthorizationCodeRow, LoginSessionRow, SpentSessionRow, TokenFamilyRow } from './tables.ts'
import { toTime } from '../stored-time.ts'
import { toAuthorizationCodeRow, toLoginSessionRow, toTokenFamilyRow } from './rows.ts'

export type SqlSessionWrite =
  | { readonly write: 'createTokenFamily'; readonly row: TokenFamilyRow; readonly mostPerUser?: number | undefined }
  | { readonly write: 'createAuthorizationCode'; readonly row: AuthorizationCodeRow }
  | { readonly write: 'createLoginSession'; readonly row: LoginSessionRow; readonly mostPerUser?: number | undefined }
  | { readonly write: 'spendSession'; readonly row: SpentSessionRow }
  | Extract<
      SessionWrite,
      {
        readonly write:
          | 'rotateRefreshToken'
          | 'revokeTokenFamily'
          | 'touchTokenFamily'
          | 'consumeAuthorizationCode'
          | 'deleteLoginSession'
          | 'touchLoginSession'
          | 'revokeLoginSession'
          | 'disconnectClient'
      }
    >

export function prepareSessionWrite(write: SessionWrite): SqlSessionWrite {
  switch (write.write) {
    case 'createTokenFamily':
      return { write: write.write, row: toTokenFamilyRow(write.family), mostPerUser: write.mostPerUser }
    case 'createAuthorizationCode':
      return { write: write.write, row: toAuthorizationCodeRow(write.code) }
    case 'createLoginSession':
      return { write: write.write, row: toLoginSessionRow(write.session), mostPerUser: write.mostPerUser }
    case 'spendSession': {
      const { poolId, sessionId, expiresAt } = write
      return { write: write.write, row: { pool_id: poolId, session_id: sessionId, expires_at: toTime(expiresAt) } }
    }
    case 'rotateRefreshToken':
    case 'revokeTokenFamily':
    case 'touchTokenFamily':
    case 'consumeAuthorizationCode':
    case 'deleteLoginSession':
    case 'touchLoginSession':
    case 'revokeLoginSession':
    case 'disconnectClient':
      return write
  }
}
