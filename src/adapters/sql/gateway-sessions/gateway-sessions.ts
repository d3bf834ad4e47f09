import type { GatewaySession, GatewaySessionStore } from '../../../ports/gateway-sessions.ts'
import { removeInSteps } from '../remove-in-steps.ts'
import type { SqlConnection } from '../engine.ts'
import type { GatewaySessionRow } from './tables.ts'
import type { Submit } from '../sql-write.ts'
import { statement, type Placeholders } from '../statement.ts'
import { fromTime, toTime } from '../stored-time.ts'

/** What is inside comes sealed already, bound to the session's id. */
export function sqlGatewaySessions(on: SqlConnection, submit: Submit): GatewaySessionStore {
  return {
    async find(idHash) {
      const { rows } = await sessionByHash(on, { idHash })
      return rows.map(fromRow).at(0)
    },

    async put(session) {
      const { committed } = await submit([{ write: 'createGatewaySession', row: toRow(session) }])
      if (!committed) throw new Error('a gateway session of this id exists')
    },

    async replace(session, expectedVersion) {
      const { committed } = await submit([{ write: 'replaceGatewaySession', row: toRow(session), expectedVersion }])
      return committed
    },

    async delete(idHash) {
      const { committed } = await submit([{ write: 'deleteGatewaySession', idHash }])
      return committed
    },

    deleteExpired: (now) => removeInSteps((limit) => submit([{ write: 'deleteExpiredGatewaySessions', now, limit }])),
  }
}

function toRow(session: GatewaySession): GatewaySessionRow {
  return {
    id_hash: session.idHash,
    app: session.app,
    sealed: session.sealed,
    created_at: toTime(session.createdAt),
    last_seen_at: toTime(session.lastSeenAt),
    expires_at: toTime(session.expiresAt),
    version: session.version,
  }
}

function fromRow(row: GatewaySessionRow): GatewaySession {
  return {
    idHash: row.id_hash,
    app: row.app,
    sealed: row.sealed,
    createdAt: fromTime(row.created_at),
    lastSeenAt: fromTime(row.last_seen_at),
    expiresAt: fromTime(row.expires_at),
    version: row.version,
  }
}

const sessionByHash = statement((db, value: Placeholders<{ idHash: string }>) =>
  db.selectFrom('gateway_sessions').selectAll().where('id_hash', '=', value('idHash')),
)
