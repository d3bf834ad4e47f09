import { Migrator, type Kysely } from 'kysely'
import type { Engine } from '../engine.ts'
import type { Schema } from '../schema.ts'
import { migrations } from './migrations.ts'

/**
 * Brings the schema up to date, in one transaction; nodes that start at once wait for one another. With `mayChange`
 * false it only looks, and throws when a step is missing. Steps of a later release are none of its business.
 */
export async function migrate(db: Kysely<Schema>, engine: Engine, mayChange: boolean): Promise<void> {
  const steps = Object.fromEntries(Object.entries(migrations).map(([name, change]) => [name, change(engine)] as const))
  const migrator = new Migrator({ db, provider: { getMigrations: async () => steps } })
  const known = await migrator.getMigrations()
  const pending = known.filter(({ executedAt }) => executedAt === undefined).map(({ name }) => name)
  if (pending.length === 0) return
  if (!mayChange)
    throw new Error(`the database's schema is behind this release: ${pending.join(', ')}. Run "sallyport migrate".`)

  const { error, results } = await migrator.migrateToLatest()
  const failed = results?.find(({ status }) => status === 'Error')
  if (error !== undefined) throw new Error(`migration ${failed?.migrationName ?? 'lock'} failed`, { cause: error })
}
