import type { Refuse } from '../../contract/refusal.ts'
import { applyMfaSettings, type MfaFactorSetting } from '../../domain/mfa-preference.ts'
import { passkeyMfaFault } from '../../domain/passkey-policy.ts'
import type { Ports } from '../../ports/ports.ts'
import { commitUserChange } from '../users/commit-user-change.ts'
import { listPasskeys } from '../passkeys/list-passkeys.ts'
import type { UserOfPool } from '../users/require-user.ts'

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
  const { Enabled: passkeyMfa } = input.WebAuthnMfaSettings ?? {}
  const hasPasskey = passkeyMfa === true && (await listPasskeys(ports, user)).length > 0
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
    const { hasPasskeyMfa: before, ...rest } = current
    const fault = passkeyMfa === true ? passkeyMfaFault(pool, { mfaFactors, hasPasskey }) : undefined
    if (fault !== undefined) throw refuse('InvalidParameterException', fault)
    const hasPasskeyMfa = passkeyMfa ?? before ?? false
    const changed = { ...rest, mfaFactors, preferredMfaFactor }
    return { user: hasPasskeyMfa ? { ...changed, hasPasskeyMfa } : changed, writes: [] }
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
