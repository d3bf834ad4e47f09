import { Kysely, PostgresDialect } from 'kysely'
import { Pool, types } from 'pg'
import type { Schema } from '../sql/schema.ts'
import { PooledClient } from './pooled-client.ts'

export interface PoolOptions {
  readonly url: string
  readonly mostConnections: number
  /** Time limits keep one stuck statement from holding up the rest; a migration takes as long as it takes. */
  readonly hasTimeLimits: boolean
}

export interface PostgresPool {
  readonly pool: Pool
  readonly db: Kysely<Schema>
}

/**
 * Statements have no names on the server: it would refuse a named `select *` after a migration of a later release has
 * added a column (REL-10).
 */
export function openPool({ url, mostConnections, hasTimeLimits }: PoolOptions): PostgresPool {
  const limits = { lock_timeout: 10_000, idle_in_transaction_session_timeout: 30_000, query_timeout: 60_000 }
  const pool = new Pool({
    connectionString: url,
    max: mostConnections,
    application_name: 'sallyport',
    connectionTimeoutMillis: 5000,
    keepAlive: true,
    ...(hasTimeLimits && limits),
    // Every 64-bit column holds a time or a count: far below 2^53.
    types: {
      getTypeParser: (oid, format) => (oid === types.builtins.INT8 ? Number : types.getTypeParser(oid, format)),
    },
  })
  // A connection that breaks is replaced at its next use, and whoever holds it hears so from its query. Without these
  // two listeners, one for idle connections and one for those in use, it would end the process.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => void client.on('error', () => undefined))
  const lending = { connect: async () => new PooledClient(await pool.connect()), end: () => pool.end() }
  return { pool, db: new Kysely({ dialect: new PostgresDialect({ pool: lending }) }) }
}
