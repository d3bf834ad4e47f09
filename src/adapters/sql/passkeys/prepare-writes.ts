import type { PasskeyWrite } from '../../../ports/storage/passkeys.ts'
import { lookupKey } from '../lookup-key.ts'
import { toPasskeyRow } from './rows.ts'
import type { PasskeyRow } from './tables.ts'

export type SqlPasskeyWrite =
  | { readonly write: 'createPasskey'; readonly row: PasskeyRow }
  | Extract<PasskeyWrite, { readonly write: 'usePasskey' | 'renamePasskey' | 'deletePasskey' }>

export function preparePasskeyWrite(write: PasskeyWrite): SqlPasskeyWrite {
  switch (write.write) {
    case 'createPasskey':
      return { write: write.write, row: toPasskeyRow(write.passkey) }
    case 'usePasskey':
    case 'renamePasskey':
    case 'deletePasskey':
      return { ...write, credentialId: lookupKey(write.credentialId) }
  }
}
