import type { RiskConfigurationType, SetRiskConfigurationRequest } from '../../contract/shapes.gen.ts'
import type { RiskSettings } from './risk-configuration.ts'

/** The parts that are there. Cognito: what a request leaves out is unset. */
export function riskSettingsFrom(input: SetRiskConfigurationRequest): RiskSettings {
  const { CompromisedCredentialsRiskConfiguration, AccountTakeoverRiskConfiguration, RiskExceptionConfiguration } =
    input
  return { CompromisedCredentialsRiskConfiguration, AccountTakeoverRiskConfiguration, RiskExceptionConfiguration }
}

export function renderRiskConfiguration(
  of: { readonly poolId: string; readonly clientId: string | undefined },
  stored: { readonly settings: RiskSettings; readonly updatedAt: Date } | undefined,
): RiskConfigurationType {
  return { UserPoolId: of.poolId, ClientId: of.clientId, ...stored?.settings, LastModifiedDate: stored?.updatedAt }
}
