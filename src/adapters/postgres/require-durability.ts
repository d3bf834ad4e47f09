import { sql, type Kysely } from 'kysely'
import type { Schema } from '../sql/schema.ts'

/** Throws where the server would confirm what a power cut can still take back, or cannot hold every text. */
export async function requireDurability(db: Kysely<Schema>): Promise<void> {
  const { rows } = await sql<{ name: string; setting: string }>`
    select name, setting from pg_settings where name in ('fsync', 'synchronous_commit', 'server_encoding')`.execute(db)
  const settings = new Map(rows.map(({ name, setting }) => [name, setting]))
  if (settings.get('fsync') !== 'on') throw new Error('PostgreSQL runs with fsync = off')
  if (settings.get('synchronous_commit') === 'off') throw new Error('PostgreSQL runs with synchronous_commit = off')
  const encoding = settings.get('server_encoding')
  if (encoding !== 'UTF8') throw new Error(`the database is encoded in ${encoding}, not UTF8`)
}
