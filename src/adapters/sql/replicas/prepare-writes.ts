import type { ReplicaWrite } from '../../../ports/storage/replicas.ts'
import { toReplicaRow } from './rows.ts'
import type { ReplicaRow } from './tables.ts'

export type SqlReplicaWrite =
  | { readonly write: 'createReplica'; readonly row: ReplicaRow }
  | Extract<ReplicaWrite, { readonly write: 'updateReplica' | 'deleteReplica' }>

export function prepareReplicaWrite(write: ReplicaWrite): SqlReplicaWrite {
  return write.write === 'createReplica' ? { write: write.write, row: toReplicaRow(write.replica) } : write
}
