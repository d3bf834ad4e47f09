import type { UserPoolTierType } from '../contract/shapes.gen.ts'
import type { MfaSettings, UserPoolConfiguration } from './user-pool.ts'

const rank: Readonly<Record<UserPoolTierType, number>> = { LITE: 0, ESSENTIALS: 1, PLUS: 2 }

/** The features in use that the pool's plan does not include, named as Cognito lists them in its refusal. */
export function featuresAbovePlan(configuration: UserPoolConfiguration, mfa: MfaSettings): readonly string[] {
  const tier = configuration.UserPoolTier ?? 'ESSENTIALS'
  const features: readonly [name: string, needs: UserPoolTierType, used: boolean][] = [
    ['Password History', 'ESSENTIALS', (configuration.Policies?.PasswordPolicy?.PasswordHistorySize ?? 0) > 0],
    [
      'Choice Based Authentication',
      'ESSENTIALS',
      (configuration.Policies?.SignInPolicy?.AllowedFirstAuthFactors?.length ?? 1) > 1,
    ],
    ['Email MFA', 'ESSENTIALS', mfa.EmailMfaConfiguration !== undefined],
    [
      'Access Token Customization',
      'ESSENTIALS',
      (configuration.LambdaConfig?.PreTokenGenerationConfig?.LambdaVersion ?? 'V1_0') !== 'V1_0',
    ],
    ['Threat Protection', 'PLUS', (configuration.UserPoolAddOns?.AdvancedSecurityMode ?? 'OFF') !== 'OFF'],
  ]
  return features.filter(([, needs, used]) => used && rank[tier] < rank[needs]).map(([name]) => name)
}

/** Cognito: `The following features need to be disabled for the LITE pricing tier configured: …`. */
export function abovePlanText(tier: UserPoolTierType, features: readonly string[]): string {
  return `The following features need to be disabled for the ${tier} pricing tier configured: ${features.join(', ')}`
}
