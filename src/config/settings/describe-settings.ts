import * as v from 'valibot'
import type { gatewaySettings } from './gateway-settings.ts'
import type { developmentSettings, productionSettings } from './schema.ts'
import type { SettingFacts } from './setting-facts.ts'

/** One setting as documentation and the command line see it. */
export interface DescribedSetting extends SettingFacts {
  readonly name: string
  readonly documentation: string
  readonly defaultValue: unknown
}

export function describeSettings(
  schema: typeof developmentSettings | typeof productionSettings | typeof gatewaySettings,
): DescribedSetting[] {
  return Object.entries(schema.entries).map(([name, setting]) => ({
    name,
    documentation: v.getDescription(setting) ?? '',
    defaultValue: v.getDefault(setting),
    ...v.getMetadata(setting),
  }))
}
