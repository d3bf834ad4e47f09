import type { LogConfigurationType, UserPoolTierType } from '../../contract/shapes.gen.ts'
import type { UserPoolDomain } from './user-pool-domain.ts'
import type { MfaSettings, UserPoolConfiguration } from './user-pool.ts'

/** A setting that not every plan includes. */
export interface Feature<Settings> {
  /** As Cognito lists it in its refusal. */
  readonly name: string | ((settings: Settings) => string)
  readonly needs: UserPoolTierType
  readonly isUsed: (settings: Settings) => boolean
}

interface PoolSettings {
  readonly configuration: UserPoolConfiguration
  readonly mfa: MfaSettings
}

const rank: Readonly<Record<UserPoolTierType, number>> = { LITE: 0, ESSENTIALS: 1, PLUS: 2 }

/** Every setting of a pool that not every plan includes. */
const poolFeatures: readonly Feature<PoolSettings>[] = [
  {
    name: 'Password History',
    needs: 'ESSENTIALS',
    isUsed: ({ configuration }) => (configuration.Policies?.PasswordPolicy?.PasswordHistorySize ?? 0) > 0,
  },
  {
    name: 'Passwordless Sign-In',
    needs: 'ESSENTIALS',
    isUsed: ({ configuration }) => (configuration.Policies?.SignInPolicy?.AllowedFirstAuthFactors?.length ?? 1) > 1,
  },
  { name: 'Passkeys', needs: 'ESSENTIALS', isUsed: ({ mfa }) => mfa.WebAuthnConfiguration !== undefined },
  { name: 'Email MFA', needs: 'ESSENTIALS', isUsed: ({ mfa }) => mfa.EmailMfaConfiguration !== undefined },
  {
    name: (settings) => `Token Customization with Pre-Token Generation Lambda ${tokenTriggerVersion(settings)}`,
    needs: 'ESSENTIALS',
    isUsed: (settings) => tokenTriggerVersion(settings) !== 'V1_0',
  },
  {
    name: 'Step-Up Authentication',
    needs: 'ESSENTIALS',
    isUsed: ({ configuration }) => configuration.AcrConfiguration !== undefined,
  },
  {
    name: 'Dynamic Client Registration',
    needs: 'ESSENTIALS',
    isUsed: ({ configuration }) => configuration.DcrConfiguration?.EnableStatus === 'Enabled',
  },
  {
    name: 'Threat Protection',
    needs: 'PLUS',
    isUsed: ({ configuration }) => (configuration.UserPoolAddOns?.AdvancedSecurityMode ?? 'OFF') !== 'OFF',
  },
]

/** The same of a domain. */
const domainFeatures: readonly Feature<Pick<UserPoolDomain, 'managedLoginVersion'>>[] = [
  { name: 'Managed Login Version 2', needs: 'ESSENTIALS', isUsed: (domain) => domain.managedLoginVersion === 2 },
]

/** The same of log delivery. */
const logFeatures: readonly Feature<readonly LogConfigurationType[]>[] = [
  {
    name: 'User Activity Log Export',
    needs: 'PLUS',
    isUsed: (configurations) => configurations.some(({ EventSource }) => EventSource === 'userAuthEvents'),
  },
]

/** The same of sessions: whether they are tracked. */
const sessionFeatures: readonly Feature<boolean>[] = [
  { name: 'Session Tracking', needs: 'ESSENTIALS', isUsed: (isTracking) => isTracking },
]

/** The same of replicas: whether there is one. */
const replicaFeatures: readonly Feature<boolean>[] = [
  { name: 'Multi-Region Replication', needs: 'ESSENTIALS', isUsed: (hasReplica) => hasReplica },
]

/** Cognito: ESSENTIALS is the plan of a pool that names none. */
export function planOf(configuration: UserPoolConfiguration): UserPoolTierType {
  return configuration.UserPoolTier ?? 'ESSENTIALS'
}

export function isLowerPlan(tier: UserPoolTierType, than: UserPoolTierType): boolean {
  return rank[tier] < rank[than]
}

/** The features in use that the pool's plan does not include, named as Cognito lists them in its refusal. */
export function featuresAbovePlan(configuration: UserPoolConfiguration, mfa: MfaSettings): readonly string[] {
  return namesAbove(planOf(configuration), poolFeatures, { configuration, mfa })
}

/** The same for session tracking, which is set apart from the pool's other settings. */
export function sessionFeaturesAbovePlan(tier: UserPoolTierType, isTracking: boolean): readonly string[] {
  return namesAbove(tier, sessionFeatures, isTracking)
}

/** The same for a domain. */
export function domainFeaturesAbovePlan(
  tier: UserPoolTierType,
  domain: Pick<UserPoolDomain, 'managedLoginVersion'>,
): readonly string[] {
  return namesAbove(tier, domainFeatures, domain)
}

/** The same for a pool's replica. */
export function replicaFeaturesAbovePlan(tier: UserPoolTierType, hasReplica: boolean): readonly string[] {
  return namesAbove(tier, replicaFeatures, hasReplica)
}

/** The same for log delivery. */
export function logFeaturesAbovePlan(
  tier: UserPoolTierType,
  configurations: readonly LogConfigurationType[],
): readonly string[] {
  return namesAbove(tier, logFeatures, configurations)
}

/** Cognito: `The following features need to be disabled for the LITE pricing tier configured: …`. */
export function abovePlanText(tier: UserPoolTierType, features: readonly string[]): string {
  return `The following features need to be disabled for the ${tier} pricing tier configured: ${features.join(', ')}`
}

/** Cognito: a domain is refused in other words than a pool and a client. */
export function unavailableText(tier: UserPoolTierType, features: readonly string[]): string {
  return `The following feature is not available for the ${tier} pricing tier configured: ${features.join(', ')}`
}

/** The names of those in use that the plan does not include. */
export function namesAbove<Settings>(
  tier: UserPoolTierType,
  features: readonly Feature<Settings>[],
  settings: Settings,
): readonly string[] {
  return features
    .filter(({ needs, isUsed }) => isLowerPlan(tier, needs) && isUsed(settings))
    .map(({ name }) => (typeof name === 'string' ? name : name(settings)))
}

function tokenTriggerVersion({ configuration }: PoolSettings): string {
  return configuration.LambdaConfig?.PreTokenGenerationConfig?.LambdaVersion ?? 'V1_0'
}
