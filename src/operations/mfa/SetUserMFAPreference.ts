import { requireAccessToken } from '../../flows/tokens/require-access-token.ts'
import { requireRecentAuthentication } from '../../flows/tokens/require-recent-authentication.ts'
import { setMfaPreference } from '../../flows/factors/set-mfa-preference.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const SetUserMFAPreference = operation(
  'SetUserMFAPreference',
  async ({ input, refuse }, ports: Pick<Ports, 'addresses' | 'clock' | 'random' | 'sealing' | 'storage'>) => {
    const token = await requireAccessToken(ports, refuse, input.AccessToken)
    const { pool, user } = requireRecentAuthentication(ports, refuse, token)
    await setMfaPreference(ports, refuse, { pool, user, input, by: 'user' })
    return {}
  },
)
