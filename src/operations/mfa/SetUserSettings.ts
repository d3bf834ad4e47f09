import { requireAccessToken } from '../../flows/require-access-token.ts'
import { requireRecentAuthentication } from '../../flows/require-recent-authentication.ts'
import { setMfaOptions } from '../../flows/set-mfa-options.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const SetUserSettings = operation(
  'SetUserSettings',
  async ({ input, refuse }, ports: Pick<Ports, 'addresses' | 'clock' | 'storage'>) => {
    const token = await requireAccessToken(ports, refuse, input.AccessToken)
    const { pool, user } = requireRecentAuthentication(ports, refuse, token)
    await setMfaOptions(ports, refuse, { pool, user, options: input.MFAOptions })
    return {}
  },
)
