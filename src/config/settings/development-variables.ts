import { developmentSettings, productionSettings } from './schema.ts'
import { environmentName } from './setting-names.ts'

/** The variables that are set and that only `start` knows: whoever sets one for `serve` believes that it does something. */
export function developmentVariables(environment: Readonly<Record<string, string | undefined>>): readonly string[] {
  return Object.keys(developmentSettings.entries)
    .filter((name) => !Object.hasOwn(productionSettings.entries, name))
    .map(environmentName)
    .filter((name) => (environment[name] ?? '') !== '')
}
