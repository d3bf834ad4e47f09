import type { EncryptionKeyWrite } from '../../../ports/storage/encryption-keys.ts'
import type { Sealer } from '../sealed.ts'
import { toEncryptionKeyRow, toKeyAliasRow } from './rows.ts'
import type { EncryptionKeyRow, KeyAliasRow } from './tables.ts'

export type SqlEncryptionKeyWrite =
  | { readonly write: 'createEncryptionKey'; readonly row: EncryptionKeyRow }
  | { readonly write: 'createKeyAlias'; readonly row: KeyAliasRow }
  | Extract<EncryptionKeyWrite, { readonly write: 'moveKeyAlias' }>

export function prepareEncryptionKeyWrite(sealer: Sealer, write: EncryptionKeyWrite): SqlEncryptionKeyWrite {
  switch (write.write) {
    case 'createEncryptionKey':
      return { write: write.write, row: toEncryptionKeyRow(sealer, write.key) }
    case 'createKeyAlias':
      return { write: write.write, row: toKeyAliasRow(write.alias) }
    case 'moveKeyAlias':
      return write
  }
}
