import type { GroupWrite } from '../../../ports/storage/groups.ts'
import type { GroupRow } from './tables.ts'
import { toGroupRow } from './rows.ts'

export type SqlGroupWrite =
  | { readonly write: 'createGroup' | 'updateGroup'; readonly row: GroupRow }
  | Extract<GroupWrite, { readonly write: 'deleteGroup' | 'addUserToGroup' | 'removeUserFromGroup' }>

export function prepareGroupWrite(write: GroupWrite): SqlGroupWrite {
  switch (write.write) {
    case 'createGroup':
    case 'updateGroup':
      return { write: write.write, row: toGroupRow(write.group) }
    case 'deleteGroup':
    case 'addUserToGroup':
    case 'removeUserFromGroup':
      return write
  }
}
