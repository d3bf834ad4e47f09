import type { LogConfigurationType, UserPoolTierType } from '../contract/shapes.gen.ts'
import type { AppClientConfiguration } from './app-client.ts'
import type { UserPoolDomain } from './user-pool-domain.ts'
import type { MfaSettings, UserPoolConfiguration } from './user-pool.ts'

type Feature = readonly [name: string, needs: UserPoolTierType, used: boolean]

const rank: Readonly<Record<UserPoolTierType, number>> = { LITE: 0, ESSENTIALS: 1, PLUS: 2 }

/** Cognito: ESSENTIALS is the plan of a pool that names none. */
export function planOf(configuration: UserPoolConfiguration): UserPoolTierType {
  return configuration.UserPoolTier ?? 'ESSENTIALS'
}

export function isLowerPlan(tier: UserPoolTierType, than: UserPoolTierType): boolean {
  return rank[tier] < rank[than]
}

/** The features in use that the pool's plan does not include, named as Cognito lists them in its refusal. */
export function featuresAbovePlan(configuration: UserPoolConfiguration, mfa: MfaSettings): readonly string[] {
  const { LambdaConfig, Policies, UserPoolAddOns, AcrConfiguration } = configuration
  const lambdaVersion = LambdaConfig?.PreTokenGenerationConfig?.LambdaVersion ?? 'V1_0'
  return above(planOf(configuration), [
    ['Password History', 'ESSENTIALS', (Policies?.PasswordPolicy?.PasswordHistorySize ?? 0) > 0],
    ['Passwordless Sign-In', 'ESSENTIALS', (Policies?.SignInPolicy?.AllowedFirstAuthFactors?.length ?? 1) > 1],
    ['Passkeys', 'ESSENTIALS', mfa.WebAuthnConfiguration !== undefined],
    ['Email MFA', 'ESSENTIALS', mfa.EmailMfaConfiguration !== undefined],
    [`Token Customization with Pre-Token Generation Lambda ${lambdaVersion}`, 'ESSENTIALS', lambdaVersion !== 'V1_0'],
    ['Step-Up Authentication', 'ESSENTIALS', AcrConfiguration !== undefined],
    ['Threat Protection', 'PLUS', (UserPoolAddOns?.AdvancedSecurityMode ?? 'OFF') !== 'OFF'],
  ])
}

/** The same for session tracking, which is set apart from the pool's other settings. */
export function sessionFeaturesAbovePlan(tier: UserPoolTierType, isTracking: boolean): readonly string[] {
  return above(tier, [['Session Tracking', 'ESSENTIALS', isTracking]])
}

/** The same for a client's settings. */
export function clientFeaturesAbovePlan(tier: UserPoolTierType, client: AppClientConfiguration): readonly string[] {
  return above(tier, [
    ['Refresh Token Rotation', 'ESSENTIALS', client.RefreshTokenRotation?.Feature === 'ENABLED'],
    ['Choice Based Authentication', 'ESSENTIALS', client.ExplicitAuthFlows?.includes('ALLOW_USER_AUTH') ?? false],
  ])
}

/** The same for a domain. */
export function domainFeaturesAbovePlan(
  tier: UserPoolTierType,
  domain: Pick<UserPoolDomain, 'managedLoginVersion'>,
): readonly string[] {
  return above(tier, [['Managed Login Version 2', 'ESSENTIALS', domain.managedLoginVersion === 2]])
}

/** The same for log delivery. */
export function logFeaturesAbovePlan(
  tier: UserPoolTierType,
  configurations: readonly LogConfigurationType[],
): readonly string[] {
  const isExporting = configurations.some(({ EventSource }) => EventSource === 'userAuthEvents')
  return above(tier, [['User Activity Log Export', 'PLUS', isExporting]])
}

/** Cognito: `The following features need to be disabled for the LITE pricing tier configured: …`. */
export function abovePlanText(tier: UserPoolTierType, features: readonly string[]): string {
  return `The following features need to be disabled for the ${tier} pricing tier configured: ${features.join(', ')}`
}

/** Cognito: a domain is refused in other words than a pool and a client. */
export function unavailableText(tier: UserPoolTierType, features: readonly string[]): string {
  return `The following feature is not available for the ${tier} pricing tier configured: ${features.join(', ')}`
}

function above(tier: UserPoolTierType, features: readonly Feature[]): readonly string[] {
  return features.filter(([, needs, used]) => used && isLowerPlan(tier, needs)).map(([name]) => name)
}
