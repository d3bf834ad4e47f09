import type { InstallationWrite } from '../../../ports/storage/installation.ts'
import type { AccessKeyRow, MessageRow } from './tables.ts'
import type { Sealer } from '../sealed.ts'
import { toAccessKeyRow, toMessageRow } from './rows.ts'

/** `claimMessages` and `deleteExpired` are no writes of the port, but travel with them. */
export type SqlInstallationWrite =
  | { readonly write: 'createAccessKey'; readonly row: AccessKeyRow }
  | { readonly write: 'enqueueMessage'; readonly row: MessageRow }
  | Exclude<InstallationWrite, { readonly write: 'createAccessKey' | 'enqueueMessage' }>
  | { readonly write: 'claimMessages'; readonly limit: number; readonly leaseSeconds: number; readonly now: Date }
  | { readonly write: 'deleteExpired'; readonly limit: number; readonly now: Date }

export function prepareInstallationWrite(sealer: Sealer, write: InstallationWrite): SqlInstallationWrite {
  switch (write.write) {
    case 'createAccessKey':
      return { write: write.write, row: toAccessKeyRow(sealer, write.key) }
    case 'enqueueMessage':
      return { write: write.write, row: toMessageRow(sealer, write.message) }
    case 'deleteAccessKey':
    case 'completeMessage':
    case 'failMessage':
    case 'reviveMessage':
    case 'discardMessage':
      return write
  }
}
