import { requireUser } from '../../flows/users/require-user.ts'
import { setMfaPreference } from '../../flows/factors/set-mfa-preference.ts'
import type { NoticePorts } from '../../flows/notices/notice-of-change.ts'
import { operation } from '../operation.ts'

export const AdminSetUserMFAPreference = operation(
  'AdminSetUserMFAPreference',
  async ({ input, refuse }, ports: NoticePorts) => {
    const { pool, user } = await requireUser(ports, refuse, input.UserPoolId, input.Username)
    await setMfaPreference(ports, refuse, { pool, user, input, by: 'administrator' })
    return {}
  },
)
