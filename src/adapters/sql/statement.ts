import { sql, type Compilable, type CompiledQuery, type Kysely, type RawBuilder } from 'kysely'
import type { Engine, SqlConnection } from './engine.ts'
import type { Schema } from './schema.ts'

export type SqlValue = string | number | null

/** Stands for a value that every run brings anew. */
export interface Placeholders<Values extends object> {
  <Name extends keyof Values & string>(name: Name): RawBuilder<Values[Name]>
}

export interface StatementResult<Row> {
  readonly rows: Row[]
  readonly affected: number
}

/**
 * A statement that is built and compiled once per engine and then runs with other values each time:
 * building one takes longer than SQLite needs to run it.
 */
export function statement<Values extends { readonly [Name in keyof Values]: SqlValue }, Row>(
  build: (db: Kysely<Schema>, value: Placeholders<Values>, engine: Engine) => Compilable<Row>,
): (on: SqlConnection, values: Values) => Promise<StatementResult<Row>> {
  const compiled = new WeakMap<Engine, Template<Values, Row>>()

  return async ({ db, engine }, values) => {
    const template = compiled.get(engine) ?? compile(db, build, engine)
    compiled.set(engine, template)
    const { query, names } = template
    const parameters = query.parameters.map((parameter) => {
      const name = names.get(parameter)
      return name === undefined ? parameter : values[name]
    })
    // PostgreSQL cannot hold a NUL in text and refuses to look for one: nothing stored has it.
    if (query.query.kind === 'SelectQueryNode' && parameters.some(hasNul)) return { rows: [], affected: 0 }
    const { rows, numAffectedRows } = await db.executeQuery<Row>({ ...query, parameters })
    return { rows, affected: Number(numAffectedRows ?? 0) }
  }
}

interface Template<Values, Row> {
  readonly query: CompiledQuery<Row>
  /** The name behind each placeholder object that stands among the parameters. */
  readonly names: ReadonlyMap<unknown, keyof Values>
}

function compile<Values extends object, Row>(
  db: Kysely<Schema>,
  build: (db: Kysely<Schema>, value: Placeholders<Values>, engine: Engine) => Compilable<Row>,
  engine: Engine,
): Template<Values, Row> {
  const names = new Map<unknown, keyof Values>()
  const query = build(
    db,
    <Name extends keyof Values & string>(name: Name) => {
      const stand = { name }
      names.set(stand, name)
      return sql<Values[Name]>`${stand}`
    },
    engine,
  ).compile()
  return { query, names }
}

function hasNul(value: unknown): boolean {
  return typeof value === 'string' && value.includes('\0')
}
