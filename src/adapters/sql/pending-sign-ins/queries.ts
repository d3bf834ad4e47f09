import type { PendingSignInQueries } from '../../../ports/storage/pending-sign-ins.ts'
import type { SqlConnection } from '../engine.ts'
import type { Sealer } from '../sealed.ts'
import { statement, type Placeholders } from '../statement.ts'
import { fromPendingSignInRow } from './rows.ts'

export function pendingSignInQueries(on: SqlConnection, sealer: Sealer): PendingSignInQueries {
  return {
    async find(poolId, stateHash) {
      const { rows } = await pendingByState(on, { poolId, stateHash })
      return rows.map((row) => fromPendingSignInRow(sealer, row)).at(0)
    },
  }
}

const pendingByState = statement((db, value: Placeholders<{ poolId: string; stateHash: string }>) =>
  db
    .selectFrom('pending_sign_ins')
    .selectAll()
    .where('pool_id', '=', value('poolId'))
    .where('state_hash', '=', value('stateHash')),
)
