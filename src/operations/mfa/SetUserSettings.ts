import { requireAccessToken } from '../../flows/tokens/require-access-token.ts'
import { requireRecentAuthentication } from '../../flows/tokens/require-recent-authentication.ts'
import { setMfaOptions } from '../../flows/factors/set-mfa-options.ts'
import type { NoticePorts } from '../../flows/notices/notice-of-change.ts'
import { operation } from '../operation.ts'

export const SetUserSettings = operation('SetUserSettings', async ({ input, refuse }, ports: NoticePorts) => {
  const token = await requireAccessToken(ports, refuse, input.AccessToken)
  const { pool, user } = requireRecentAuthentication(ports, refuse, token)
  await setMfaOptions(ports, refuse, { pool, user, options: input.MFAOptions, by: 'user' })
  return {}
})
