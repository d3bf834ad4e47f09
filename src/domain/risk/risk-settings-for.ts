import type { EventFilterType } from '../../contract/shapes.gen.ts'
import type { RiskConfiguration, RiskSettings } from './risk-configuration.ts'

/** What counts for a client: its own configuration where it has one, else the pool's. */
export function riskSettingsFor(
  configurations: readonly RiskConfiguration[],
  clientId: string | undefined,
): RiskSettings {
  const own = clientId === undefined ? undefined : configurations.find((each) => each.clientId === clientId)
  return (own ?? configurations.find((each) => each.clientId === undefined))?.settings ?? {}
}

/** Whether compromised passwords are looked for on this occasion. Cognito: on every one, where no filter names any. */
export function isCheckedForCompromise(settings: RiskSettings, event: EventFilterType): boolean {
  const configuration = settings.CompromisedCredentialsRiskConfiguration
  if (configuration === undefined) return false
  const { EventFilter: filter = [] } = configuration
  return filter.length === 0 || filter.includes(event)
}

export function isBlockingCompromised(settings: RiskSettings): boolean {
  return settings.CompromisedCredentialsRiskConfiguration?.Actions.EventAction === 'BLOCK'
}
