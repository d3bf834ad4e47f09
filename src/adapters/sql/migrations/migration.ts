import { CompiledQuery, type Migration } from 'kysely'
import type { ColumnTypes, Engine } from '../engine.ts'

export type SchemaChange = (engine: Engine) => Migration

/**
 * A step of the schema. Steps only ever add (expand); what nobody reads any more goes a release later (contract), so
 * that the release before can run beside this one and there is no way back to write.
 */
export function schemaChange(statements: (types: ColumnTypes) => readonly string[]): SchemaChange {
  return ({ columns }) => ({
    async up(db) {
      for (const text of statements(columns)) await db.executeQuery(CompiledQuery.raw(text))
    },
  })
}
