import { sql } from 'kysely'
import type { SqlConnection } from '../engine.ts'
import type { Schema } from '../schema.ts'
import { statement, type Placeholders, type StatementResult } from '../statement.ts'

interface Expiry {
  readonly table: keyof Schema
  readonly key: readonly string[]
  /** The row goes when all of these moments have passed, by this much. */
  readonly moments: readonly string[]
  readonly keptDays: number
  readonly condition?: string
}

const expiries: readonly Expiry[] = [
  { table: 'verification_codes', key: ['pool_id', 'subject', 'purpose'], moments: ['expires_at'], keptDays: 0 },
  { table: 'token_families', key: ['pool_id', 'id'], moments: ['expires_at'], keptDays: 0 },
  { table: 'authorization_codes', key: ['pool_id', 'code_hash'], moments: ['expires_at'], keptDays: 0 },
  { table: 'device_authorizations', key: ['pool_id', 'device_code_hash'], moments: ['expires_at'], keptDays: 0 },
  { table: 'login_sessions', key: ['pool_id', 'id_hash'], moments: ['expires_at'], keptDays: 0 },
  { table: 'spent_sessions', key: ['pool_id', 'session_id'], moments: ['expires_at'], keptDays: 0 },
  { table: 'pending_sign_ins', key: ['pool_id', 'state_hash'], moments: ['expires_at'], keptDays: 0 },
  {
    table: 'user_import_chunks',
    key: ['pool_id', 'job_id', 'upload', 'number'],
    moments: ['expires_at'],
    keptDays: 0,
    condition:
      'not exists (select 1 from active_user_imports as active ' +
      'where active.pool_id = user_import_chunks.pool_id and active.job_id = user_import_chunks.job_id)',
  },
  { table: 'attempts', key: ['pool_id', 'subject', 'action'], moments: ['expires_at'], keptDays: 0 },
  { table: 'signing_keys', key: ['pool_id', 'kid'], moments: ['retired_at'], keptDays: 0 },
  // A month without a failure starts a new count towards the hard limit, but never ends a hard lock.
  { table: 'lockouts', key: ['pool_id', 'subject'], moments: ['last_failure_at', 'locked_until'], keptDays: 30 },
  // Names that nobody has are counted too, and anybody can invent any number of them.
  {
    table: 'lockouts',
    key: ['pool_id', 'subject'],
    moments: ['last_failure_at', 'locked_until'],
    keptDays: 1,
    condition:
      'not exists (select 1 from users where users.pool_id = lockouts.pool_id and users.sub = lockouts.subject)',
  },
  { table: 'messages', key: ['id'], moments: ['created_at'], keptDays: 7, condition: 'due_at is null' },
  { table: 'nodes', key: ['place'], moments: ['expires_at'], keptDays: 0 },
  // A key that nobody used for over a year begins anew, with its offset.
  { table: 'quota_uses', key: ['plan_id', 'key_id', 'period'], moments: ['ends_at'], keptDays: 400 },
  // A token lives for a day at most. What is so young that no sweep has found it stays.
  { table: 'revocations', key: ['position'], moments: ['kept_from'], keptDays: 2 },
  // Cognito keeps the history of a user's activity for two years.
  { table: 'auth_events', key: ['pool_id', 'sub', 'id'], moments: ['created_at'], keptDays: 730 },
]

const dayMs = 24 * 60 * 60 * 1000

const statements = expiries.map((expiry) => ({ expiry, remove: removal(expiry) }))

/** Removes at most `limit` rows per table, so that nobody waits long for the writer. */
export async function deleteExpired(on: SqlConnection, now: number, limit: number): Promise<number> {
  await findNewRevocations(on, { now })
  let removed = 0
  for (const { expiry, remove } of statements) {
    const { affected } = await remove(on, { before: now - expiry.keptDays * dayMs, limit })
    removed += affected
  }
  return removed
}

const findNewRevocations = statement((db, value: Placeholders<{ now: number }>) =>
  db
    .updateTable('revocations')
    .set({ kept_from: value('now') })
    .where('kept_from', 'is', null),
)

type Values = Readonly<{ before: number; limit: number }>

function removal({
  table,
  key,
  moments,
  condition = 'true',
}: Expiry): (on: SqlConnection, values: Values) => Promise<StatementResult<unknown>> {
  return statement((db, value: Placeholders<Values>) => {
    const columns = sql.join(key.map((column) => sql.ref(column)))
    const hasPassed = moments.map((column) => sql`${sql.ref(column)} <= ${value('before')}`)
    const query = sql`delete from ${sql.table(table)} where (${columns}) in (
      select ${columns} from ${sql.table(table)}
      where ${sql.join(hasPassed, sql` and `)} and ${sql.raw(condition)} limit ${value('limit')})`
    return { compile: () => query.compile(db) }
  })
}
