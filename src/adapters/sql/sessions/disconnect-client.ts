import type { SessionWrite } from '../../../ports/storage/sessions.ts'
import { fromDeviceAuthorizationRow } from '../device-authorizations/rows.ts'
import type { SqlConnection } from '../engine.ts'
import { endedFamilies, type Ended } from '../revocations/record-revocations.ts'
import { statement, type Placeholders } from '../statement.ts'
import { logoutAnnouncement } from './announce-logouts.ts'
import { holdEnabledUser } from './hold-enabled-user.ts'
import { fromAuthorizationCodeRow, fromTokenFamilyRow } from './rows.ts'

type Disconnection = Extract<SessionWrite, { readonly write: 'disconnectClient' }>

/**
 * In the order of whoever redeems a code: the codes, those of devices among them, the user, the families. A family that is just being made holds
 * the user until it is there.
 */
export async function disconnectClient(on: SqlConnection, write: Disconnection): Promise<readonly Ended[]> {
  const { poolId, sub, clientId, at } = write
  const codes = await unspentCodes(on, { poolId, sub })
  for (const { clientId: of, codeHash } of codes.rows.map(fromAuthorizationCodeRow)) {
    if (of === clientId) await deleteUnspentCode(on, { poolId, codeHash })
  }
  const devices = await allowedDevices(on, { poolId, sub })
  for (const { clientId: of, deviceCodeHash } of devices.rows.map(fromDeviceAuthorizationRow)) {
    if (of === clientId) await deleteDevice(on, { poolId, deviceCodeHash })
  }
  await holdEnabledUser(on, { poolId, sub })
  const families = await unrevokedFamilies(on, { poolId, sub })
  const ids = families.rows
    .map(fromTokenFamilyRow)
    .flatMap((family) => (family.clientId === clientId ? [family.id] : []))
  for (const id of ids) {
    await announceFamily(on, { poolId, id, at: at.getTime() })
    await revokeFamily(on, { poolId, id, at: at.getTime() })
  }
  return endedFamilies(poolId, ids)
}

type OfUser = { readonly poolId: string; readonly sub: string }

const unspentCodes = statement((db, value: Placeholders<OfUser>) =>
  db
    .selectFrom('authorization_codes')
    .selectAll()
    .where('pool_id', '=', value('poolId'))
    .where('sub', '=', value('sub'))
    .where('family_id', 'is', null),
)

/** A spent one stays: whoever presents it again is found out by it. */
const deleteUnspentCode = statement((db, value: Placeholders<{ poolId: string; codeHash: string }>) =>
  db
    .deleteFrom('authorization_codes')
    .where('pool_id', '=', value('poolId'))
    .where('code_hash', '=', value('codeHash'))
    .where('family_id', 'is', null),
)

/** With this user's leave, and still without their tokens. */
const allowedDevices = statement((db, value: Placeholders<OfUser>) =>
  db
    .selectFrom('device_authorizations')
    .selectAll()
    .where('pool_id', '=', value('poolId'))
    .where('sub', '=', value('sub')),
)

const deleteDevice = statement((db, value: Placeholders<{ poolId: string; deviceCodeHash: string }>) =>
  db
    .deleteFrom('device_authorizations')
    .where('pool_id', '=', value('poolId'))
    .where('device_code_hash', '=', value('deviceCodeHash')),
)

const unrevokedFamilies = statement((db, value: Placeholders<OfUser>) =>
  db
    .selectFrom('token_families')
    .selectAll()
    .where('pool_id', '=', value('poolId'))
    .where('sub', '=', value('sub'))
    .where('revoked_at', 'is', null),
)

const announceFamily = logoutAnnouncement<{ id: string }>((families, value) => families('id', '=', value('id')))

const revokeFamily = statement((db, value: Placeholders<{ poolId: string; id: string; at: number }>) =>
  db
    .updateTable('token_families')
    .set({ revoked_at: value('at') })
    .where('pool_id', '=', value('poolId'))
    .where('id', '=', value('id'))
    .where('revoked_at', 'is', null),
)
