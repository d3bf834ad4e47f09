import { guarded, type Applied } from '../applied.ts'
import type { SqlConnection } from '../engine.ts'
import { insertIfFree } from '../rows.ts'
import type { DeviceRow } from './tables.ts'
import { statement, type Placeholders } from '../statement.ts'
import { applyCodeWrite } from './apply-code-writes.ts'
import { applyRecoveryCodeWrite } from './apply-recovery-code-writes.ts'
import { applySoftwareTokenWrite } from './apply-software-token-writes.ts'
import type { SqlFactorWrite } from './prepare-writes.ts'

export async function applyFactorWrite(on: SqlConnection, write: SqlFactorWrite): Promise<Applied> {
  switch (write.write) {
    case 'putCode':
    case 'consumeCode':
    case 'recordCodeFailure':
      return applyCodeWrite(on, write)
    case 'associateSoftwareToken':
    case 'verifySoftwareToken':
    case 'acceptSoftwareTokenStep':
    case 'deleteSoftwareToken':
      return applySoftwareTokenWrite(on, write)
    case 'replaceRecoveryCodes':
    case 'consumeRecoveryCode':
      return applyRecoveryCodeWrite(on, write)
    case 'createDevice':
      return guarded(await insertIfFree(on, 'devices', write.row), 'device-free')
    case 'updateDevice': {
      const { affected } = await updateDevice(on, write.row)
      return guarded(affected === 1, 'device-exists')
    }
    case 'deleteDevice': {
      const { poolId, sub, deviceKey } = write
      const { affected } = await deleteDevice(on, { poolId, sub, deviceKey })
      return guarded(affected === 1, 'device-exists')
    }
  }
}

const updateDevice = statement((db, value: Placeholders<DeviceRow>) =>
  db
    .updateTable('devices')
    .set({
      details: value('details'),
      secrets: value('secrets'),
      updated_at: value('updated_at'),
      authenticated_at: value('authenticated_at'),
    })
    .where('pool_id', '=', value('pool_id'))
    .where('sub', '=', value('sub'))
    .where('device_key', '=', value('device_key')),
)

const deleteDevice = statement((db, value: Placeholders<{ poolId: string; sub: string; deviceKey: string }>) =>
  db
    .deleteFrom('devices')
    .where('pool_id', '=', value('poolId'))
    .where('sub', '=', value('sub'))
    .where('device_key', '=', value('deviceKey')),
)
