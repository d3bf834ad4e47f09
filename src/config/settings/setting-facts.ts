/** What documentation and the command line need to know of a setting besides its form. */
export interface SettingFacts {
  /** How its value is shown: `<folder>`. A setting without one is a switch. */
  readonly value?: string
  /** Said in place of a default that depends on other settings. */
  readonly defaultText?: string
}
