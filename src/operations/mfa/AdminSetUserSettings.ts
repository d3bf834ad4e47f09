import { requireUser } from '../../flows/users/require-user.ts'
import { setMfaOptions } from '../../flows/factors/set-mfa-options.ts'
import type { NoticePorts } from '../../flows/notices/notice-of-change.ts'
import { operation } from '../operation.ts'

export const AdminSetUserSettings = operation('AdminSetUserSettings', async ({ input, refuse }, ports: NoticePorts) => {
  const { pool, user } = await requireUser(ports, refuse, input.UserPoolId, input.Username)
  await setMfaOptions(ports, refuse, { pool, user, options: input.MFAOptions, by: 'administrator' })
  return {}
})
