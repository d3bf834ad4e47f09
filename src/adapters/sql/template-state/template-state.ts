import type { TemplateState, TemplateStateRecord } from '../../../ports/template-state.ts'
import type { SqlConnection } from '../engine.ts'
import type { Submit } from '../sql-write.ts'
import { statement, type Placeholders } from '../statement.ts'

export function sqlTemplateState(on: SqlConnection, submit: Submit): TemplateState {
  return {
    async get(stack, logicalId) {
      const { rows } = await recordOf(on, { stack, logicalId })
      return rows.map(({ record }): TemplateStateRecord => JSON.parse(record)).at(0)
    },

    async put(stack, logicalId, record) {
      await submit([
        { write: 'putTemplateState', row: { stack, logical_id: logicalId, record: JSON.stringify(record) } },
      ])
    },

    async list(stack) {
      const { rows } = await logicalIdsOf(on, { stack })
      return rows.map((row) => row.logical_id)
    },
  }
}

const recordOf = statement((db, value: Placeholders<{ stack: string; logicalId: string }>) =>
  db
    .selectFrom('template_state')
    .select('record')
    .where('stack', '=', value('stack'))
    .where('logical_id', '=', value('logicalId')),
)

const logicalIdsOf = statement((db, value: Placeholders<{ stack: string }>) =>
  db.selectFrom('template_state').select('logical_id').where('stack', '=', value('stack')).orderBy('logical_id'),
)
