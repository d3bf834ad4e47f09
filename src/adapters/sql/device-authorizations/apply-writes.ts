import { done, guarded, type Applied } from '../applied.ts'
import type { SqlConnection } from '../engine.ts'
import { insertIfFree } from '../rows.ts'
import { statement, type Placeholders } from '../statement.ts'
import type { SqlDeviceAuthorizationWrite } from './prepare-writes.ts'
import { toDecisionColumns } from './rows.ts'

export async function applyDeviceAuthorizationWrite(
  on: SqlConnection,
  write: SqlDeviceAuthorizationWrite,
): Promise<Applied> {
  if (write.write === 'createDeviceAuthorization')
    return guarded(await insertIfFree(on, 'device_authorizations', write.row), 'user-code-free')
  const { poolId, deviceCodeHash } = write
  const key = { poolId, deviceCodeHash, now: write.now.getTime() }
  switch (write.write) {
    case 'decideDeviceAuthorization': {
      const { decision, sub, origin_session_id: sessionId, approval } = toDecisionColumns(write.decision)
      const { affected } = await decide(on, { ...key, decision, sub, sessionId, approval })
      return guarded(affected === 1, 'device-authorization-pending')
    }
    case 'pollDeviceAuthorization': {
      const { affected } = await poll(on, { ...key, dueBy: key.now + write.leewaySeconds * 1000 })
      return guarded(affected === 1, 'device-poll-due')
    }
    case 'slowDeviceAuthorization':
      await slowDown(on, { ...key, by: write.bySeconds })
      return done
    case 'takeDeviceAuthorization': {
      const { affected } = await take(on, key)
      return guarded(affected === 1, 'device-authorization-approved')
    }
  }
}

type Key = { readonly poolId: string; readonly deviceCodeHash: string; readonly now: number }
type Decision = ReturnType<typeof toDecisionColumns>

const decide = statement(
  (
    db,
    value: Placeholders<
      Key & {
        decision: Decision['decision']
        sub: string | null
        sessionId: string | null
        approval: string | null
      }
    >,
  ) =>
    db
      .updateTable('device_authorizations')
      .set({
        decision: value('decision'),
        sub: value('sub'),
        origin_session_id: value('sessionId'),
        approval: value('approval'),
      })
      .where('pool_id', '=', value('poolId'))
      .where('device_code_hash', '=', value('deviceCodeHash'))
      .where('decision', 'is', null)
      .where('expires_at', '>', value('now')),
)

const poll = statement((db, value: Placeholders<Key & { dueBy: number }>) =>
  db
    .updateTable('device_authorizations')
    .set({ polled_at: value('now') })
    .where('pool_id', '=', value('poolId'))
    .where('device_code_hash', '=', value('deviceCodeHash'))
    .where((eb) =>
      eb.or([
        eb('polled_at', 'is', null),
        eb(eb('polled_at', '+', eb('interval_seconds', '*', 1000)), '<=', value('dueBy')),
      ]),
    ),
)

const slowDown = statement((db, value: Placeholders<Key & { by: number }>) =>
  db
    .updateTable('device_authorizations')
    .set((eb) => ({ polled_at: value('now'), interval_seconds: eb('interval_seconds', '+', value('by')) }))
    .where('pool_id', '=', value('poolId'))
    .where('device_code_hash', '=', value('deviceCodeHash')),
)

const take = statement((db, value: Placeholders<Key>) =>
  db
    .deleteFrom('device_authorizations')
    .where('pool_id', '=', value('poolId'))
    .where('device_code_hash', '=', value('deviceCodeHash'))
    .where('decision', '=', 'approved')
    .where('expires_at', '>', value('now')),
)
