import type { UserImportWrite } from '../../../ports/storage/user-imports.ts'
import type { Sealer } from '../sealed.ts'
import { toImportChunkRow, toImportJobRow } from './rows.ts'
import type { ImportChunkRow, ImportJobRow } from './tables.ts'

type Prepared = 'createImportJob' | 'putImportChunk'

export type SqlUserImportWrite =
  | { readonly write: 'createImportJob'; readonly row: ImportJobRow }
  | { readonly write: 'putImportChunk'; readonly row: ImportChunkRow }
  | Exclude<UserImportWrite, { readonly write: Prepared }>

export function prepareUserImportWrite(sealer: Sealer, write: UserImportWrite): SqlUserImportWrite {
  switch (write.write) {
    case 'createImportJob':
      return { write: write.write, row: toImportJobRow(write.job) }
    case 'putImportChunk':
      return { write: write.write, row: toImportChunkRow(sealer, write.chunk) }
    default:
      return write
  }
}
