import type { AppClientWrite } from '../../../ports/storage/app-clients.ts'
import type { AppClientRow } from './tables.ts'
import type { Sealer } from '../sealed.ts'
import { toAppClientRow } from './rows.ts'

export type SqlAppClientWrite =
  | { readonly write: 'createAppClient' | 'updateAppClient'; readonly row: AppClientRow }
  | Extract<AppClientWrite, { readonly write: 'deleteAppClient' }>

export function prepareAppClientWrite(sealer: Sealer, write: AppClientWrite): SqlAppClientWrite {
  switch (write.write) {
    case 'createAppClient':
    case 'updateAppClient':
      return { write: write.write, row: toAppClientRow(sealer, write.client) }
    case 'deleteAppClient':
      return write
  }
}
