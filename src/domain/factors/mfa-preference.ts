import { hasMfaDestination } from './mfa-selection.ts'
import type { MfaFactor, User } from '../users/user.ts'

/** What is asked for one factor; what is not said stays. */
export interface MfaFactorSetting {
  readonly Enabled?: boolean | undefined
  readonly PreferredMfa?: boolean | undefined
}

export type MfaSettingsByFactor = Readonly<Partial<Record<MfaFactor, MfaFactorSetting | undefined>>>

export type MfaPreference =
  | {
      readonly kind: 'set'
      readonly mfaFactors: readonly MfaFactor[]
      readonly preferredMfaFactor: MfaFactor | undefined
    }
  /** In the words of InvalidParameterException. */
  | { readonly kind: 'fault'; readonly message: string }

const factors: readonly MfaFactor[] = ['SMS_MFA', 'SOFTWARE_TOKEN_MFA', 'EMAIL_OTP']

/** A user's second factors once these settings are made (cognito-api contract, section 2.7). All are, or none. */
export function applyMfaSettings(user: User, settings: MfaSettingsByFactor, hasSoftwareToken: boolean): MfaPreference {
  const turnedOn = factors.filter((factor) => settings[factor]?.Enabled === true)
  const unusable = turnedOn.find((factor) => !isSetUp(user, factor, hasSoftwareToken))
  if (unusable !== undefined) {
    return fault(`User does not have delivery config set to turn on ${unusable}`)
  }
  const enabled = factors.filter((factor) => settings[factor]?.Enabled ?? user.mfaFactors.includes(factor))
  const mfaFactors = [
    ...user.mfaFactors.filter((factor) => enabled.includes(factor)),
    ...enabled.filter((factor) => !user.mfaFactors.includes(factor)),
  ]
  const [preferred, ...others] = factors.filter((factor) => settings[factor]?.PreferredMfa === true)
  if (others.length > 0) return fault('Only one MFA method can be the preferred one')
  if (preferred !== undefined && !enabled.includes(preferred)) {
    return fault(`${preferred} must be enabled to be the preferred MFA method`)
  }
  return { kind: 'set', mfaFactors, preferredMfaFactor: preferred ?? keptPreference(user, settings, enabled) }
}

/** The user once this factor is gone, and with it the preference for it. */
export function withoutMfaFactor(user: User, factor: MfaFactor): User {
  const { mfaFactors, preferredMfaFactor: preferred } = user
  return {
    ...user,
    mfaFactors: mfaFactors.filter((each) => each !== factor),
    preferredMfaFactor: preferred === factor ? undefined : preferred,
  }
}

function keptPreference(
  { preferredMfaFactor: preferred }: User,
  settings: MfaSettingsByFactor,
  enabled: readonly MfaFactor[],
): MfaFactor | undefined {
  if (preferred === undefined || !enabled.includes(preferred)) return undefined
  return settings[preferred]?.PreferredMfa === false ? undefined : preferred
}

function isSetUp(user: User, factor: MfaFactor, hasSoftwareToken: boolean): boolean {
  return factor === 'SOFTWARE_TOKEN_MFA' ? hasSoftwareToken : hasMfaDestination(user, factor)
}

function fault(message: string): MfaPreference {
  return { kind: 'fault', message }
}
