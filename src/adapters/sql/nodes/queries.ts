import type { NodeQueries } from '../../../ports/storage/nodes.ts'
import type { SqlConnection } from '../engine.ts'
import { statement, type Placeholders } from '../statement.ts'
import { fromTime } from '../stored-time.ts'

export function nodeQueries(on: SqlConnection): NodeQueries {
  return {
    async find(place) {
      const { rows } = await nodeAt(on, { place })
      return rows.map(({ expires_at, ...node }) => ({ ...node, expiresAt: fromTime(expires_at) })).at(0)
    },
  }
}

const nodeAt = statement((db, value: Placeholders<{ place: number }>) =>
  db.selectFrom('nodes').select(['place', 'host', 'port', 'expires_at']).where('place', '=', value('place')),
)
