import { done, type Applied } from '../applied.ts'
import type { SqlConnection } from '../engine.ts'
import { replace } from '../rows.ts'
import { statement, type Placeholders } from '../statement.ts'
import type { SqlThreatProtectionWrite } from './prepare-writes.ts'
import type { ClientRiskConfigurationRow } from './tables.ts'

export async function applyThreatProtectionWrite(on: SqlConnection, write: SqlThreatProtectionWrite): Promise<Applied> {
  switch (write.write) {
    case 'putRiskConfiguration':
      if ('client_id' in write.row) return putOfClient(on, write.row)
      await replace(on, 'risk_configurations', write.row, ['pool_id'])
      return done
    case 'putLogConfigurations':
      await replace(on, 'log_configurations', write.row, ['pool_id'])
      return done
  }
}

async function putOfClient(on: SqlConnection, row: ClientRiskConfigurationRow): Promise<Applied> {
  const { rows } = await lockClient(on, { poolId: row.pool_id, clientId: row.client_id })
  if (rows.length === 0) return { failed: 'app-client-exists' }
  await replace(on, 'client_risk_configurations', row, ['client_id'])
  return done
}

/** Held, so that the client cannot go before the row that refers to it is there. */
const lockClient = statement(
  (db, value: Placeholders<{ poolId: string; clientId: string }>, { hasConcurrentWriters }) =>
    db
      .selectFrom('app_clients')
      .select('client_id')
      .where('client_id', '=', value('clientId'))
      .where('pool_id', '=', value('poolId'))
      .$if(hasConcurrentWriters, (query) => query.forUpdate()),
)
