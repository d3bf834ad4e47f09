import type { ThreatProtectionQueries, ThreatSettings } from '../../../ports/storage/threat-protection.ts'
import type { SqlConnection } from '../engine.ts'
import type { ReadCache } from '../read-cache.ts'
import { statement, type Placeholders } from '../statement.ts'
import { fromTime } from '../stored-time.ts'

const none: ThreatSettings = { riskConfigurations: [], logConfigurations: [] }

export function threatProtectionQueries(on: SqlConnection, cache: ReadCache): ThreatProtectionQueries {
  return {
    findSettings: async (poolId) => (await cache.threatSettings.read(poolId, () => readSettings(on, poolId))) ?? none,
  }
}

async function readSettings(on: SqlConnection, poolId: string): Promise<ThreatSettings> {
  const [own, ofClients, logs] = await Promise.all([
    poolConfiguration(on, { poolId }),
    clientConfigurations(on, { poolId }),
    logConfiguration(on, { poolId }),
  ])
  const riskConfigurations = [
    ...own.rows.map((row) => ({ ...row, clientId: undefined })),
    ...ofClients.rows.map(({ client_id: clientId, ...row }) => ({ ...row, clientId })),
  ].map(({ clientId, settings, updated_at: updatedAt }) => {
    return { poolId, clientId, settings: JSON.parse(settings), updatedAt: fromTime(updatedAt) }
  })
  const logConfigurations = logs.rows.map(({ settings }) => JSON.parse(settings)).at(0)
  return { riskConfigurations, logConfigurations: logConfigurations ?? [] }
}

const poolConfiguration = statement((db, value: Placeholders<{ poolId: string }>) =>
  db.selectFrom('risk_configurations').selectAll().where('pool_id', '=', value('poolId')),
)

const clientConfigurations = statement((db, value: Placeholders<{ poolId: string }>) =>
  db.selectFrom('client_risk_configurations').selectAll().where('pool_id', '=', value('poolId')),
)

const logConfiguration = statement((db, value: Placeholders<{ poolId: string }>) =>
  db.selectFrom('log_configurations').selectAll().where('pool_id', '=', value('poolId')),
)
