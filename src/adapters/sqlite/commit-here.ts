import { StorageFault } from '../../ports/storage/storage-fault.ts'
import type { Submit } from '../sql/sql-write.ts'
import type { commitBatch } from './commit-batch.ts'
import type { SqliteConnection } from './open-connection.ts'

export interface CommitHere {
  readonly submit: Submit
  /** Whether no further commit will work. */
  readonly isStopped: () => boolean
}

/** Carries commits out on the calling thread, one after the other. */
export function commitHere(connection: SqliteConnection, commit: typeof commitBatch): CommitHere {
  let stoppedBy: Error | undefined
  const submit: Submit = async (writes) => {
    if (stoppedBy !== undefined) throw new StorageFault('stopped', stopped, { cause: stoppedBy })
    const done = await commit(connection, [{ id: 0, writes }])
    stoppedBy ??= done.stoppedBy
    const outcome = done.replies[0]?.outcome
    if (outcome !== undefined && !('error' in outcome)) return outcome
    throw new StorageFault('engine', 'the commit failed', { cause: outcome?.error })
  }
  return { submit, isStopped: () => stoppedBy !== undefined }
}

export const stopped = 'the storage takes no more changes until a restart'
