import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Schema } from '../sql/schema.ts'

export interface PoolOptions {
  readonly url: string
  readonly mostConnections: number
  /** Time limits keep one stuck statement from holding up the rest; a migration takes as long as it takes. */
  readonly hasTimeLimits: boolean
}

export interface PostgresPool {
  readonly pool: pg.Pool
  readonly db: Kysely<Schema>
}

const int8 = 20

export function openPool({ url, mostConnections, hasTimeLimits }: PoolOptions): PostgresPool {
  const limits = { lock_timeout: 10_000, idle_in_transaction_session_timeout: 30_000, query_timeout: 60_000 }
  const pool = new pg.Pool({
    connectionString: url,
    max: mostConnections,
    application_name: 'sallyport',
    connectionTimeoutMillis: 5000,
    keepAlive: true,
    ...(hasTimeLimits && limits),
    // Every 64-bit column holds a time or a count: far below 2^53.
    types: { getTypeParser: (oid, format) => (oid === int8 ? Number : pg.types.getTypeParser(oid, format)) },
  })
  // A connection that breaks while idle is replaced at its next use; without a listener it would end the process.
  pool.on('error', () => undefined)
  return { pool, db: new Kysely({ dialect: new PostgresDialect({ pool }) }) }
}
