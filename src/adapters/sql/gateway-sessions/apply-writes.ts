import { guarded, type Applied } from '../applied.ts'
import type { SqlConnection } from '../engine.ts'
import { insertIfFree } from '../rows.ts'
import type { GatewaySessionRow } from './tables.ts'
import { statement, type Placeholders } from '../statement.ts'

export type SqlGatewaySessionWrite =
  | { readonly write: 'createGatewaySession'; readonly row: GatewaySessionRow }
  | { readonly write: 'replaceGatewaySession'; readonly row: GatewaySessionRow; readonly expectedVersion: number }
  | { readonly write: 'deleteGatewaySession'; readonly idHash: string }
  | { readonly write: 'deleteExpiredGatewaySessions'; readonly now: Date; readonly limit: number }

export async function applyGatewaySessionWrite(on: SqlConnection, write: SqlGatewaySessionWrite): Promise<Applied> {
  switch (write.write) {
    case 'createGatewaySession':
      return guarded(await insertIfFree(on, 'gateway_sessions', write.row), 'gateway-session-free')
    case 'replaceGatewaySession': {
      const { affected } = await replaceVersion(on, { ...write.row, expectedVersion: write.expectedVersion })
      return guarded(affected === 1, 'gateway-session-version')
    }
    case 'deleteGatewaySession': {
      const { affected } = await deleteSession(on, { idHash: write.idHash })
      return guarded(affected === 1, 'gateway-session-exists')
    }
    case 'deleteExpiredGatewaySessions': {
      const { affected } = await deleteExpired(on, { now: write.now.getTime(), limit: write.limit })
      return { removed: affected }
    }
  }
}

const replaceVersion = statement((db, value: Placeholders<GatewaySessionRow & { expectedVersion: number }>) =>
  db
    .updateTable('gateway_sessions')
    .set({
      app: value('app'),
      sealed: value('sealed'),
      created_at: value('created_at'),
      last_seen_at: value('last_seen_at'),
      expires_at: value('expires_at'),
      version: value('version'),
    })
    .where('id_hash', '=', value('id_hash'))
    .where('version', '=', value('expectedVersion')),
)

const deleteSession = statement((db, value: Placeholders<{ idHash: string }>) =>
  db.deleteFrom('gateway_sessions').where('id_hash', '=', value('idHash')),
)

const deleteExpired = statement((db, value: Placeholders<{ now: number; limit: number }>) =>
  db
    .deleteFrom('gateway_sessions')
    .where('id_hash', 'in', (eb) =>
      eb.selectFrom('gateway_sessions').select('id_hash').where('expires_at', '<=', value('now')).limit(value('limit')),
    ),
)
