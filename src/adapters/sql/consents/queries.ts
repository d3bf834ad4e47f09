import type { Consent, ConsentQueries } from '../../../ports/storage/consents.ts'
import type { SqlConnection } from '../engine.ts'
import { statement, type Placeholders } from '../statement.ts'
import { fromTime } from '../stored-time.ts'
import type { ConsentRow } from './tables.ts'

export function consentQueries(on: SqlConnection): ConsentQueries {
  return {
    async find({ poolId, sub, clientId }) {
      const { rows } = await rowsOf(on, { poolId, sub })
      return fromRows(rows).find((consent) => consent.clientId === clientId)
    },

    async list(poolId, sub) {
      const { rows } = await rowsOf(on, { poolId, sub })
      return fromRows(rows)
    },
  }
}

/** In the order in which clients were first let in. */
function fromRows(rows: readonly ConsentRow[]): readonly Consent[] {
  const consents = new Map<string, Consent>()
  for (const { pool_id: poolId, sub, client_id: clientId, scope, granted_at } of rows) {
    const known = consents.get(clientId)
    const scopes = [...(known?.scopes ?? []), scope]
    consents.set(clientId, { poolId, sub, clientId, scopes, grantedAt: known?.grantedAt ?? fromTime(granted_at) })
  }
  return [...consents.values()]
}

const rowsOf = statement((db, value: Placeholders<{ poolId: string; sub: string }>) =>
  db
    .selectFrom('consents')
    .selectAll()
    .where('pool_id', '=', value('poolId'))
    .where('sub', '=', value('sub'))
    .orderBy('granted_at')
    .orderBy('client_id')
    .orderBy('scope'),
)
