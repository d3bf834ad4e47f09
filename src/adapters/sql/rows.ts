import { sql } from 'kysely'
import type { SqlConnection } from './engine.ts'
import type { Schema } from './schema.ts'
import { statement, type SqlValue, type StatementResult } from './statement.ts'

type Table = keyof Schema
type Run = (on: SqlConnection, values: Readonly<Record<string, SqlValue>>) => Promise<StatementResult<unknown>>

const statements = new Map<string, Run>()

/** Inserts the row; answers false, with nothing written, where its key is taken. */
export async function insertIfFree<T extends Table>(on: SqlConnection, table: T, row: Row<T>): Promise<boolean> {
  const { affected } = await run(on, table, row, 'on conflict do nothing')
  return affected === 1
}

/** Inserts the row; a taken key is a fault. */
export async function insert<T extends Table>(on: SqlConnection, table: T, row: Row<T>): Promise<void> {
  await run(on, table, row, '')
}

/** Inserts the row in place of the one with the same key. */
export async function replace<T extends Table>(
  on: SqlConnection,
  table: T,
  row: Row<T>,
  key: readonly (keyof Row<T> & string)[],
): Promise<void> {
  const isKey = (column: string): boolean => key.some((name) => name === column)
  const changes = Object.keys(row).filter((column) => !isKey(column))
  const set = changes.map((column) => `"${column}" = excluded."${column}"`).join(', ')
  await run(on, table, row, `on conflict (${key.map((name) => `"${name}"`).join(', ')}) do update set ${set}`)
}

/** A row as it is inserted: columns that may be null may be left out. */
type Row<T extends Table> = Required<Pick<Schema[T], RequiredColumn<T>>> & Partial<Schema[T]>
type RequiredColumn<T extends Table> = {
  [Column in keyof Schema[T]]: null extends Schema[T][Column] ? never : Column
}[keyof Schema[T]]

function run(on: SqlConnection, table: Table, row: object, onConflict: string): Promise<StatementResult<unknown>> {
  const values: Readonly<Record<string, SqlValue>> = { ...row }
  const columns = Object.keys(values)
  const key = `${table} ${columns.join(' ')} ${onConflict}`
  const known = statements.get(key) ?? insertion(table, columns, onConflict)
  statements.set(key, known)
  return known(on, values)
}

/** Table and columns come from the code, never from a request. */
function insertion(table: string, columns: readonly string[], onConflict: string): Run {
  return statement<Readonly<Record<string, SqlValue>>, unknown>((db, value) => {
    const values = columns.map((column) => value(column))
    const query = sql`insert into ${sql.table(table)} (${sql.join(columns.map((column) => sql.ref(column)))})
      values (${sql.join(values)}) ${sql.raw(onConflict)}`
    return { compile: () => query.compile(db) }
  })
}
