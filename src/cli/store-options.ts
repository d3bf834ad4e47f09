import type { Command } from 'commander'
import { describeSettings } from '../config/settings/describe-settings.ts'
import { readSettings } from '../config/settings/read-settings.ts'
import type { StoreSettings } from '../config/plans/running.ts'
import { productionSettings } from '../config/settings/schema.ts'
import { reportMisuse } from './failure.ts'
import { settingOptions } from './setting-options.ts'
import type { Terminal } from './terminal.ts'

/** The settings of commands that work on the database itself, without a running node. */
export function addStoreOptions(command: Command): void {
  const used = describeSettings(productionSettings).filter(({ name }) =>
    ['dataDir', 'databaseUrl', 'keyFile'].includes(name),
  )
  for (const option of settingOptions(used)) command.addOption(option)
}

/** Undefined after saying what is wrong. */
export function readStoreSettings(terminal: Terminal, flags: Record<string, unknown>): StoreSettings | undefined {
  const reading = readSettings(productionSettings, { flags, environment: terminal.environment })
  if (reading.kind === 'wrong') {
    reportMisuse(terminal, reading.problems)
    return undefined
  }
  const { dataDir, databaseUrl, keyFile } = reading.settings
  if (keyFile !== undefined) return { dataDir, databaseUrl, keyFile }
  reportMisuse(terminal, ['--key-file is missing: the secrets in the database cannot be read without it.'])
  return undefined
}
