import type { Refuse } from '../../contract/refusal.ts'
import type { MFAOptionType } from '../../contract/shapes.gen.ts'
import { turnsSmsOn } from '../../domain/users/mfa-options.ts'
import type { NoticePorts } from '../notices/notice-of-change.ts'
import type { UserOfPool } from '../users/require-user.ts'
import { setMfaPreference, type MfaPreferenceRequest } from './set-mfa-preference.ts'

/** The way to turn SMS as a second factor on or off that was there before other factors; it touches none of those. */
export async function setMfaOptions(
  ports: NoticePorts,
  refuse: Refuse<'InternalErrorException' | 'InvalidParameterException' | 'UserNotFoundException'>,
  {
    pool,
    user,
    options,
    by,
  }: UserOfPool & { readonly options: readonly MFAOptionType[] } & Pick<MfaPreferenceRequest, 'by'>,
): Promise<void> {
  const Enabled = turnsSmsOn(options)
  if (Enabled === undefined) {
    throw refuse('InvalidParameterException', 'MFAOptions can only set SMS as the delivery medium of phone_number.')
  }
  await setMfaPreference(ports, refuse, { pool, user, by, input: { SMSMfaSettings: { Enabled } } })
}
