import { guarded, type Applied } from '../applied.ts'
import type { SqlConnection } from '../engine.ts'
import { insertIfFree } from '../rows.ts'
import { gone } from '../revocations/record-revocations.ts'
import type { AppClientRow } from './tables.ts'
import { statement, type Placeholders } from '../statement.ts'
import type { SqlAppClientWrite } from './prepare-writes.ts'

export async function applyAppClientWrite(on: SqlConnection, write: SqlAppClientWrite): Promise<Applied> {
  switch (write.write) {
    case 'createAppClient':
      return guarded(await insertIfFree(on, 'app_clients', write.row), 'app-client-free')
    case 'updateAppClient': {
      const { affected } = await replaceVersion(on, write.row)
      return guarded(affected === 1, 'app-client-version')
    }
    case 'deleteAppClient': {
      const { affected } = await deleteClient(on, { poolId: write.poolId, clientId: write.clientId })
      if (affected === 0) return { failed: 'app-client-exists' }
      return { ended: gone('client', write.poolId, write.clientId) }
    }
  }
}

const replaceVersion = statement((db, value: Placeholders<AppClientRow>) =>
  db
    .updateTable('app_clients')
    .set({
      settings: value('settings'),
      secrets: value('secrets'),
      updated_at: value('updated_at'),
      version: value('version'),
    })
    .where('client_id', '=', value('client_id'))
    .where('pool_id', '=', value('pool_id'))
    .where((eb) => eb(eb('version', '+', 1), '=', value('version'))),
)

const deleteClient = statement((db, value: Placeholders<{ poolId: string; clientId: string }>) =>
  db.deleteFrom('app_clients').where('client_id', '=', value('clientId')).where('pool_id', '=', value('poolId')),
)
