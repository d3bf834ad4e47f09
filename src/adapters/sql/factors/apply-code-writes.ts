import { done, guarded, type Applied } from '../applied.ts'
import type { SqlConnection } from '../engine.ts'
import { replace } from '../rows.ts'
import { statement, type Placeholders } from '../statement.ts'
import type { SqlFactorWrite } from './prepare-writes.ts'

type CodeWrite = Extract<SqlFactorWrite, { readonly write: 'putCode' | 'consumeCode' | 'recordCodeFailure' }>
type CodeKey = Readonly<{ poolId: string; subject: string; purpose: string }>

export async function applyCodeWrite(on: SqlConnection, write: CodeWrite): Promise<Applied> {
  switch (write.write) {
    case 'putCode':
      await replace(on, 'verification_codes', write.row, ['pool_id', 'subject', 'purpose'])
      return done
    case 'consumeCode': {
      const { poolId, subject, purpose, codeHash } = write
      const { affected } = await spend(on, { poolId, subject, purpose, codeHash, now: write.now.getTime() })
      return guarded(affected === 1, 'code-unspent')
    }
    case 'recordCodeFailure': {
      const { poolId, subject, purpose, limit } = write
      await countFailure(on, { poolId, subject, purpose })
      await removeExhausted(on, { poolId, subject, purpose, limit })
      return done
    }
  }
}

const spend = statement((db, value: Placeholders<CodeKey & { codeHash: string; now: number }>) =>
  db
    .deleteFrom('verification_codes')
    .where('pool_id', '=', value('poolId'))
    .where('subject', '=', value('subject'))
    .where('purpose', '=', value('purpose'))
    .where('code_hash', '=', value('codeHash'))
    .where('expires_at', '>', value('now')),
)

const countFailure = statement((db, value: Placeholders<CodeKey>) =>
  db
    .updateTable('verification_codes')
    .set((eb) => ({ failures: eb('failures', '+', 1) }))
    .where('pool_id', '=', value('poolId'))
    .where('subject', '=', value('subject'))
    .where('purpose', '=', value('purpose')),
)

const removeExhausted = statement((db, value: Placeholders<CodeKey & { limit: number }>) =>
  db
    .deleteFrom('verification_codes')
    .where('pool_id', '=', value('poolId'))
    .where('subject', '=', value('subject'))
    .where('purpose', '=', value('purpose'))
    .where('failures', '>=', value('limit')),
)
