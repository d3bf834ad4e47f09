import { holdClient } from '../app-clients/hold-client.ts'
import { guarded, type Applied } from '../applied.ts'
import type { SqlConnection } from '../engine.ts'
import { insertIfFree } from '../rows.ts'
import { statement, type Placeholders } from '../statement.ts'
import type { SqlTermsWrite } from './prepare-writes.ts'

export async function applyTermsWrite(on: SqlConnection, write: SqlTermsWrite): Promise<Applied> {
  switch (write.write) {
    case 'createTerms':
      if (!(await holdClient(on, write.row))) return { failed: 'app-client-exists' }
      return guarded(await insertIfFree(on, 'terms', write.row), 'terms-free')
    case 'updateTerms': {
      const { pool_id: poolId, id, version } = write.row
      // Under a new name it may meet other terms: inserted anew, the one that is there wins.
      const { affected } = await deleteVersion(on, { poolId, id, version: version - 1 })
      if (affected === 0) return { failed: 'terms-version' }
      return guarded(await insertIfFree(on, 'terms', write.row), 'terms-free')
    }
    case 'deleteTerms': {
      const { affected } = await deleteVersion(on, { poolId: write.poolId, id: write.id, version: write.version })
      return guarded(affected === 1, 'terms-version')
    }
  }
}

const deleteVersion = statement((db, value: Placeholders<{ poolId: string; id: string; version: number }>) =>
  db
    .deleteFrom('terms')
    .where('pool_id', '=', value('poolId'))
    .where('id', '=', value('id'))
    .where('version', '=', value('version')),
)
