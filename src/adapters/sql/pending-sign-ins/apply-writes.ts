import { done, guarded, type Applied } from '../applied.ts'
import type { SqlConnection } from '../engine.ts'
import { insert } from '../rows.ts'
import { statement, type Placeholders } from '../statement.ts'
import type { SqlPendingSignInWrite } from './prepare-writes.ts'

export async function applyPendingSignInWrite(on: SqlConnection, write: SqlPendingSignInWrite): Promise<Applied> {
  switch (write.write) {
    case 'createPendingSignIn':
      await insert(on, 'pending_sign_ins', write.row)
      return done
    case 'takePendingSignIn': {
      const { poolId, stateHash, now } = write
      const { affected } = await deleteUnexpired(on, { poolId, stateHash, now: now.getTime() })
      return guarded(affected === 1, 'pending-sign-in-exists')
    }
  }
}

const deleteUnexpired = statement((db, value: Placeholders<{ poolId: string; stateHash: string; now: number }>) =>
  db
    .deleteFrom('pending_sign_ins')
    .where('pool_id', '=', value('poolId'))
    .where('state_hash', '=', value('stateHash'))
    .where('expires_at', '>', value('now')),
)
