import { Migrator, type Kysely, type Migration } from 'kysely'
import type { Engine } from '../engine.ts'
import type { Schema } from '../schema.ts'
import { migrations } from './migrations.ts'

/**
 * Brings the schema up to date, in one transaction; nodes that start at once wait for one another. With `mayChange`
 * false it only looks, and throws when a step is missing. Steps of a later release are none of its business.
 */
export async function migrate(db: Kysely<Schema>, engine: Engine, mayChange: boolean): Promise<void> {
  const known = await migratorOf(db, async () => unloaded).getMigrations()
  const pending = known.filter(({ executedAt }) => executedAt === undefined).map(({ name }) => name)
  if (pending.length === 0) return
  if (!mayChange)
    throw new Error(`the database's schema is behind this release: ${pending.join(', ')}. Run "sallyport migrate".`)

  const load = () => Promise.all(Object.entries(migrations).map(async ([name, step]) => [name, (await step())(engine)]))
  const { error, results } = await migratorOf(db, async () => Object.fromEntries(await load())).migrateToLatest()
  const failed = results?.find(({ status }) => status === 'Error')
  if (error !== undefined) throw new Error(`migration ${failed?.migrationName ?? 'lock'} failed`, { cause: error })
}

/** Enough to look for those that are missing, which are seldom any. */
const unloaded = Object.fromEntries(Object.keys(migrations).map((name) => [name, { up: async () => {} }]))

function migratorOf(db: Kysely<Schema>, getMigrations: () => Promise<Record<string, Migration>>): Migrator {
  return new Migrator({ db, provider: { getMigrations } })
}
