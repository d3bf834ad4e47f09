import { Command } from 'commander'
import type { Composition } from '../config/plans/running.ts'
import { reportFailure } from './failure.ts'
import { addStoreOptions, readStoreSettings } from './store-options.ts'
import type { Terminal } from './terminal.ts'

/** `sallyport migrate`: prepares the database, before the first node of a version starts. */
export function migrateCommand(compose: () => Promise<Composition>, terminal: Terminal): Command {
  const command = new Command('migrate').description('Bring the database up to this version. Run it before "serve".')
  addStoreOptions(command)

  return command.action(async (flags: Record<string, unknown>) => {
    const settings = readStoreSettings(terminal, flags)
    if (settings === undefined) return
    try {
      const { migrate } = await compose()
      await migrate(settings)
      terminal.print('The database is up to date.\n')
    } catch (error) {
      reportFailure(terminal, error)
    }
  })
}
