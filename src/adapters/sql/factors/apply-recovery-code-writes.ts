import { done, guarded, type Applied } from '../applied.ts'
import type { SqlConnection } from '../engine.ts'
import { insert } from '../rows.ts'
import { statement, type Placeholders } from '../statement.ts'
import { toTime } from '../stored-time.ts'
import type { SqlFactorWrite } from './prepare-writes.ts'

type RecoveryCodeWrite = Extract<SqlFactorWrite, { readonly write: 'replaceRecoveryCodes' | 'consumeRecoveryCode' }>

export async function applyRecoveryCodeWrite(on: SqlConnection, write: RecoveryCodeWrite): Promise<Applied> {
  const { poolId, sub } = write
  if (write.write === 'consumeRecoveryCode') {
    const { affected } = await deleteCode(on, { poolId, sub, codeHash: write.codeHash })
    return guarded(affected === 1, 'recovery-code-unspent')
  }
  await deleteCodes(on, { poolId, sub })
  for (const code_hash of write.codeHashes) {
    await insert(on, 'recovery_codes', { pool_id: poolId, sub, code_hash, made_at: toTime(write.at) })
  }
  return done
}

const deleteCodes = statement((db, value: Placeholders<{ poolId: string; sub: string }>) =>
  db.deleteFrom('recovery_codes').where('pool_id', '=', value('poolId')).where('sub', '=', value('sub')),
)

const deleteCode = statement((db, value: Placeholders<{ poolId: string; sub: string; codeHash: string }>) =>
  db
    .deleteFrom('recovery_codes')
    .where('pool_id', '=', value('poolId'))
    .where('sub', '=', value('sub'))
    .where('code_hash', '=', value('codeHash')),
)
