import type { UserWrite } from '../../../ports/storage/users.ts'
import type { AuthEventRow, UserRow } from './tables.ts'
import type { Sealer } from '../sealed.ts'
import { toAliasEntries, toAuthEventRow, toFeedbackColumn, toUserRow, type AliasEntry } from './rows.ts'

export type SqlUserWrite =
  | { readonly write: 'createUser' | 'updateUser'; readonly row: UserRow; readonly aliases: readonly AliasEntry[] }
  | { readonly write: 'recordAuthEvent'; readonly row: AuthEventRow }
  | { readonly write: 'recordFeedback'; readonly row: Omit<AuthEventRow, 'details' | 'created_at'> }
  | Extract<UserWrite, { readonly write: 'deleteUser' | 'signOutEverywhere' }>

export function prepareUserWrite(sealer: Sealer, write: UserWrite): SqlUserWrite {
  switch (write.write) {
    case 'createUser':
    case 'updateUser':
      return {
        write: write.write,
        row: toUserRow(sealer, write.user),
        aliases: toAliasEntries(write.user, write.aliases),
      }
    case 'recordAuthEvent':
      return { write: write.write, row: toAuthEventRow(write.event) }
    case 'recordFeedback': {
      const { poolId, sub, eventId, feedback } = write
      return { write: write.write, row: { pool_id: poolId, sub, id: eventId, feedback: toFeedbackColumn(feedback) } }
    }
    case 'deleteUser':
    case 'signOutEverywhere':
      return write
  }
}
