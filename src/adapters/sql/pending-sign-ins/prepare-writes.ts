import type { PendingSignInWrite } from '../../../ports/storage/pending-sign-ins.ts'
import type { Sealer } from '../sealed.ts'
import { toPendingSignInRow } from './rows.ts'
import type { PendingSignInRow } from './tables.ts'

export type SqlPendingSignInWrite =
  | { readonly write: 'createPendingSignIn'; readonly row: PendingSignInRow }
  | Extract<PendingSignInWrite, { readonly write: 'takePendingSignIn' }>

export function preparePendingSignInWrite(sealer: Sealer, write: PendingSignInWrite): SqlPendingSignInWrite {
  switch (write.write) {
    case 'createPendingSignIn':
      return { write: write.write, row: toPendingSignInRow(sealer, write.pending) }
    case 'takePendingSignIn':
      return write
  }
}
