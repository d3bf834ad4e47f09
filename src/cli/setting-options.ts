import { Option } from 'commander'
import type { DescribedSetting } from '../config/settings/describe-settings.ts'
import { environmentName, flagName } from '../config/settings/setting-names.ts'

/** The command line's view of settings. Values stay texts here: `readSettings` judges flags and variables alike. */
export function settingOptions(settings: readonly DescribedSetting[]): Option[] {
  return settings.map(({ name, value, documentation, defaultValue, defaultText }) => {
    const shown = defaultText ?? (defaultValue === false ? undefined : String(defaultValue))
    const text = documentation.replaceAll('`', '')
    const details = [...(shown === undefined ? [] : [`default: ${shown.replaceAll('`', '')}`]), environmentName(name)]
    return new Option([flagName(name), value].filter(Boolean).join(' '), `${text} (${details.join(', ')})`)
  })
}
