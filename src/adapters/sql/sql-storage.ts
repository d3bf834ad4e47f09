import type { GuardName, Storage } from '../../ports/storage/storage.ts'
import type { TemplateState } from '../../ports/template-state.ts'
import { appClientQueries } from './app-clients/queries.ts'
import type { OwnGuard } from './applied.ts'
import { attemptQueries } from './attempts/queries.ts'
import type { SqlConnection } from './engine.ts'
import { factorQueries } from './factors/queries.ts'
import { groupQueries } from './groups/queries.ts'
import { installationQueries } from './installation/queries.ts'
import { prepareWrite } from './prepare-write.ts'
import type { ReadCache } from './read-cache.ts'
import type { Sealer } from './sealed.ts'
import { sessionQueries } from './sessions/queries.ts'
import type { Submit } from './sql-write.ts'
import { sqlTemplateState } from './template-state/template-state.ts'
import { userPoolQueries } from './user-pools/queries.ts'
import { userQueries } from './users/queries.ts'

/** The storage port and, on the same database, the memories of the gateway and of applied templates. */
export interface SqlStorage extends Storage {
  readonly templateState: TemplateState
}

export interface SqlStorageParts {
  readonly reader: SqlConnection
  readonly sealer: Sealer
  readonly cache: ReadCache
  readonly submit: Submit
  readonly close: () => Promise<void>
}

/** Rows removed at once: the writer is free for others in between. */
const expiredAtOnce = 500

export function sqlStorage({ reader, sealer, cache, submit, close }: SqlStorageParts): SqlStorage {
  return {
    userPools: userPoolQueries(reader, sealer, cache),
    appClients: appClientQueries(reader, sealer, cache),
    users: userQueries(reader, sealer),
    groups: groupQueries(reader, sealer),
    factors: factorQueries(reader, sealer),
    sessions: sessionQueries(reader),
    attempts: attemptQueries(reader),
    installation: installationQueries(reader, sealer, submit),
    templateState: sqlTemplateState(reader, submit),

    async commit(writes) {
      const outcome = await submit(writes.map((write) => prepareWrite(sealer, write)))
      if (outcome.committed) return { committed: true }
      return { committed: false, guard: portGuard(outcome.guard), alias: outcome.alias }
    },

    async deleteExpired(now) {
      let total = 0
      for (;;) {
        const outcome = await submit([{ write: 'deleteExpired', now, limit: expiredAtOnce }])
        const removed = outcome.committed ? outcome.removed : 0
        total += removed
        if (removed === 0) return total
      }
    },

    [Symbol.asyncDispose]: close,
  }
}

function portGuard(guard: GuardName | OwnGuard): GuardName {
  if (guard === 'gateway-session-version') throw new Error(`${guard} is no guard of the storage port`)
  return guard
}
