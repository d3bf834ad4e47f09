import type { DeviceAuthorizationQueries } from '../../../ports/storage/device-authorizations.ts'
import type { SqlConnection } from '../engine.ts'
import { statement, type Placeholders } from '../statement.ts'
import { fromDeviceAuthorizationRow } from './rows.ts'

export function deviceAuthorizationQueries(on: SqlConnection): DeviceAuthorizationQueries {
  return {
    async find(poolId, deviceCodeHash) {
      const { rows } = await byDeviceCode(on, { poolId, deviceCodeHash })
      return rows.map(fromDeviceAuthorizationRow).at(0)
    },

    async findByUserCode(poolId, userCodeHash) {
      const { rows } = await byUserCode(on, { poolId, userCodeHash })
      return rows.map(fromDeviceAuthorizationRow).at(0)
    },
  }
}

const byDeviceCode = statement((db, value: Placeholders<{ poolId: string; deviceCodeHash: string }>) =>
  db
    .selectFrom('device_authorizations')
    .selectAll()
    .where('pool_id', '=', value('poolId'))
    .where('device_code_hash', '=', value('deviceCodeHash')),
)

const byUserCode = statement((db, value: Placeholders<{ poolId: string; userCodeHash: string }>) =>
  db
    .selectFrom('device_authorizations')
    .selectAll()
    .where('pool_id', '=', value('poolId'))
    .where('user_code_hash', '=', value('userCodeHash')),
)
