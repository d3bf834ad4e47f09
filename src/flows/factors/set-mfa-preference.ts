import type { Refuse } from '../../contract/refusal.ts'
import { applyMfaSettings, type MfaFactorSetting } from '../../domain/factors/mfa-preference.ts'
import { passkeyMfaFault } from '../../domain/factors/passkey-policy.ts'
import type { MfaFactor, User } from '../../domain/users/user.ts'
import { commitUserChange } from '../users/commit-user-change.ts'
import { listPasskeys } from '../passkeys/list-passkeys.ts'
import { noticeOf, type NoticePorts, type Owner } from '../notices/notice-of-change.ts'
import type { UserOfPool } from '../users/require-user.ts'

/** The settings as both operations that make them spell them. */
export interface MfaPreferenceInput {
  readonly SMSMfaSettings?: MfaFactorSetting | undefined
  readonly SoftwareTokenMfaSettings?: MfaFactorSetting | undefined
  readonly EmailMfaSettings?: MfaFactorSetting | undefined
  readonly WebAuthnMfaSettings?: { readonly Enabled?: boolean | undefined } | undefined
}

export interface MfaPreferenceRequest extends UserOfPool, Pick<Owner, 'language'> {
  readonly input: MfaPreferenceInput
  /** Users hear of what was done in their name, not of what their administrator does. */
  readonly by: 'user' | 'administrator'
}

/** Turns a user's second factors on or off and prefers one. */
export async function setMfaPreference(
  ports: NoticePorts,
  refuse: Refuse<'InternalErrorException' | 'InvalidParameterException' | 'UserNotFoundException'>,
  { pool, user, input, by, language }: MfaPreferenceRequest,
): Promise<void> {
  const { Enabled: passkeyMfa } = input.WebAuthnMfaSettings ?? {}
  const hasPasskey = passkeyMfa === true && (await listPasskeys(ports, user)).length > 0
  const token = await ports.storage.factors.findSoftwareToken(user.poolId, user.sub)
  const settings = {
    SMS_MFA: input.SMSMfaSettings,
    SOFTWARE_TOKEN_MFA: input.SoftwareTokenMfaSettings,
    EMAIL_OTP: input.EmailMfaSettings,
  }
  const committed = await commitUserChange(ports, withoutThrottling(refuse), { pool, user }, async (current) => {
    const preference = applyMfaSettings(current, settings, token?.secret !== undefined)
    if (preference.kind === 'fault') throw refuse('InvalidParameterException', preference.message)
    const { mfaFactors, preferredMfaFactor } = preference
    const { hasPasskeyMfa: before, ...rest } = current
    const fault = passkeyMfa === true ? passkeyMfaFault(pool, { mfaFactors, hasPasskey }) : undefined
    if (fault !== undefined) throw refuse('InvalidParameterException', fault)
    const hasPasskeyMfa = passkeyMfa ?? before ?? false
    const changed = { ...rest, mfaFactors, preferredMfaFactor }
    const isNoticed = by === 'user' && isOtherwise(current, { mfaFactors, isPasskeyMfa: hasPasskeyMfa })
    const writes = isNoticed ? await noticeOf(ports, { pool, user: current, language }, 'second-factor') : []
    return { user: hasPasskeyMfa ? { ...changed, hasPasskeyMfa } : changed, writes }
  })
  if (!committed.committed) throw new Error(`setting an MFA preference met the guard ${committed.guard}`)
}

/** Whether something else is asked for than before. Which of several is preferred guards no less. */
function isOtherwise(
  before: User,
  after: { readonly mfaFactors: readonly MfaFactor[]; readonly isPasskeyMfa: boolean },
) {
  const isSame = before.mfaFactors.every((factor) => after.mfaFactors.includes(factor))
  return (
    !isSame ||
    before.mfaFactors.length !== after.mfaFactors.length ||
    (before.hasPasskeyMfa ?? false) !== after.isPasskeyMfa
  )
}

/** Cognito: neither of the two operations has TooManyRequestsException. */
function withoutThrottling(
  refuse: Refuse<'InternalErrorException' | 'UserNotFoundException'>,
): Refuse<'TooManyRequestsException' | 'UserNotFoundException'> {
  return (exception, message) =>
    refuse(exception === 'TooManyRequestsException' ? 'InternalErrorException' : exception, message)
}
