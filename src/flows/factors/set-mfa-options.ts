import type { Refuse } from '../../contract/refusal.ts'
import type { MFAOptionType } from '../../contract/shapes.gen.ts'
import { turnsSmsOn } from '../../domain/mfa-options.ts'
import type { Ports } from '../../ports/ports.ts'
import type { UserOfPool } from '../users/require-user.ts'
import { setMfaPreference } from './set-mfa-preference.ts'

/** The way to turn SMS as a second factor on or off that was there before other factors; it touches none of those. */
export async function setMfaOptions(
  ports: Pick<Ports, 'clock' | 'storage'>,
  refuse: Refuse<'InternalErrorException' | 'InvalidParameterException' | 'UserNotFoundException'>,
  { pool, user, options }: UserOfPool & { readonly options: readonly MFAOptionType[] },
): Promise<void> {
  const Enabled = turnsSmsOn(options)
  if (Enabled === undefined) {
    throw refuse('InvalidParameterException', 'MFAOptions can only set SMS as the delivery medium of phone_number.')
  }
  await setMfaPreference(ports, refuse, { pool, user, input: { SMSMfaSettings: { Enabled } } })
}
