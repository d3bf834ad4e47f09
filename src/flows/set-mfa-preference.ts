import type { Refuse } from '../contract/refusal.ts'
import { applyMfaSettings, type MfaFactorSetting } from '../domain/mfa-preference.ts'
import type { Ports } from '../ports/ports.ts'
import { commitUserChange } from './commit-user-change.ts'
import type { UserOfPool } from './require-user.ts'

/** The settings as both operations that make them spell them. */
export interface MfaPreferenceInput {
  readonly SMSMfaSettings?: MfaFactorSetting | undefined
  readonly SoftwareTokenMfaSettings?: MfaFactorSetting | undefined
  readonly EmailMfaSettings?: MfaFactorSetting | undefined
  readonly WebAuthnMfaSettings?: { readonly Enabled?: boolean | undefined } | undefined
}

/** Turns a user's second factors on or off and prefers one. */
export async function setMfaPreference(
  ports: Pick<Ports, 'clock' | 'storage'>,
  refuse: Refuse<'InternalErrorException' | 'InvalidParameterException' | 'UserNotFoundException'>,
  { pool, user, input }: UserOfPool & { readonly input: MfaPreferenceInput },
): Promise<void> {
  if (input.WebAuthnMfaSettings?.Enabled === true) {
    throw refuse('InvalidParameterException', 'User does not have delivery config set to turn on WEB_AUTHN')
  }
  const token = await ports.storage.factors.findSoftwareToken(user.poolId, user.sub)
  const settings = {
    SMS_MFA: input.SMSMfaSettings,
    SOFTWARE_TOKEN_MFA: input.SoftwareTokenMfaSettings,
    EMAIL_OTP: input.EmailMfaSettings,
  }
  const committed = await commitUserChange(ports, withoutThrottling(refuse), { pool, user }, (current) => {
    const preference = applyMfaSettings(current, settings, token?.secret !== undefined)
    if (preference.kind === 'fault') throw refuse('InvalidParameterException', preference.message)
    const { mfaFactors, preferredMfaFactor } = preference
    return { user: { ...current, mfaFactors, preferredMfaFactor }, writes: [] }
  })
  if (!committed.committed) throw new Error(`setting an MFA preference met the guard ${committed.guard}`)
}

/** Cognito: neither of the two operations has TooManyRequestsException. */
function withoutThrottling(
  refuse: Refuse<'InternalErrorException' | 'UserNotFoundException'>,
): Refuse<'TooManyRequestsException' | 'UserNotFoundException'> {
  return (exception, message) =>
    refuse(exception === 'TooManyRequestsException' ? 'InternalErrorException' : exception, message)
}
