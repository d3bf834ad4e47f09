import { changePassword } from '../../flows/password-changes/change-password.ts'
import { requireAccessToken } from '../../flows/tokens/require-access-token.ts'
import { requireRecentAuthentication } from '../../flows/tokens/require-recent-authentication.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const ChangePassword = operation(
  'ChangePassword',
  async (
    { input, refuse, request },
    ports: Pick<
      Ports,
      'addresses' | 'clock' | 'compromisedPasswords' | 'passwordWork' | 'random' | 'sealing' | 'storage'
    >,
  ) => {
    const token = await requireAccessToken(ports, refuse, input.AccessToken)
    const { pool, client, user } = requireRecentAuthentication(ports, refuse, token)
    const { PreviousPassword: previousPassword, ProposedPassword: proposedPassword } = input
    await changePassword(ports, refuse, { pool, client, user, previousPassword, proposedPassword, request })
    return {}
  },
)
