import type { FactorQueries } from '../../../ports/storage/factors.ts'
import type { SqlConnection } from '../engine.ts'
import { lookupKey } from '../lookup-key.ts'
import { emptyPage, pageOf, positionAfter } from '../paging.ts'
import type { Sealer } from '../sealed.ts'
import { fromTime } from '../stored-time.ts'
import { statement, type Placeholders } from '../statement.ts'
import { fromCodeRow, fromDeviceRow, fromSoftwareTokenRow } from './rows.ts'

export function factorQueries(on: SqlConnection, sealer: Sealer): FactorQueries {
  return {
    async findCode(poolId, subject, purpose) {
      const { rows } = await codeByKey(on, { poolId, subject: lookupKey(subject), purpose })
      return rows.map((row) => fromCodeRow(row, purpose)).at(0)
    },

    async findSoftwareToken(poolId, sub) {
      const { rows } = await softwareTokenOf(on, { poolId, sub })
      return rows.map((row) => fromSoftwareTokenRow(sealer, row)).at(0)
    },

    async hasRecoveryCode(poolId, sub, codeHash) {
      const { rows } = await recoveryCodeByHash(on, { poolId, sub, codeHash })
      return rows.length > 0
    },

    async findRecoveryCodes(poolId, sub) {
      const { rows } = await recoveryCodesOf(on, { poolId, sub })
      const [first] = rows
      return first && { left: rows.length, madeAt: fromTime(first.made_at) }
    },

    async findDevice(poolId, sub, deviceKey) {
      const { rows } = await deviceByKey(on, { poolId, sub, deviceKey })
      return rows.map((row) => fromDeviceRow(sealer, row)).at(0)
    },

    async listDevices(poolId, sub, page) {
      const position = positionAfter(page, { authenticatedAt: Number.MAX_SAFE_INTEGER, deviceKey: '' })
      if (position === undefined) return emptyPage()
      const { rows } = await devicesBefore(on, { poolId, sub, ...position, count: page.limit + 1 })
      return pageOf(rows, page, {
        item: (row) => fromDeviceRow(sealer, row),
        position: (row) => [row.authenticated_at, row.device_key],
      })
    },
  }
}

const codeByKey = statement((db, value: Placeholders<{ poolId: string; subject: string; purpose: string }>) =>
  db
    .selectFrom('verification_codes')
    .selectAll()
    .where('pool_id', '=', value('poolId'))
    .where('subject', '=', value('subject'))
    .where('purpose', '=', value('purpose')),
)

const softwareTokenOf = statement((db, value: Placeholders<{ poolId: string; sub: string }>) =>
  db.selectFrom('software_tokens').selectAll().where('pool_id', '=', value('poolId')).where('sub', '=', value('sub')),
)

const recoveryCodeByHash = statement((db, value: Placeholders<{ poolId: string; sub: string; codeHash: string }>) =>
  db
    .selectFrom('recovery_codes')
    .select('made_at')
    .where('pool_id', '=', value('poolId'))
    .where('sub', '=', value('sub'))
    .where('code_hash', '=', value('codeHash')),
)

const recoveryCodesOf = statement((db, value: Placeholders<{ poolId: string; sub: string }>) =>
  db
    .selectFrom('recovery_codes')
    .select('made_at')
    .where('pool_id', '=', value('poolId'))
    .where('sub', '=', value('sub')),
)

const deviceByKey = statement((db, value: Placeholders<{ poolId: string; sub: string; deviceKey: string }>) =>
  db
    .selectFrom('devices')
    .selectAll()
    .where('pool_id', '=', value('poolId'))
    .where('sub', '=', value('sub'))
    .where('device_key', '=', value('deviceKey')),
)

const devicesBefore = statement(
  (
    db,
    value: Placeholders<{ poolId: string; sub: string; authenticatedAt: number; deviceKey: string; count: number }>,
  ) =>
    db
      .selectFrom('devices')
      .selectAll()
      .where('pool_id', '=', value('poolId'))
      .where('sub', '=', value('sub'))
      .where((eb) =>
        eb(eb.refTuple('authenticated_at', 'device_key'), '<', eb.tuple(value('authenticatedAt'), value('deviceKey'))),
      )
      .orderBy('authenticated_at', 'desc')
      .orderBy('device_key', 'desc')
      .limit(value('count')),
)
