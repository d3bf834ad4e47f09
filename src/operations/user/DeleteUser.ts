import { deleteUser } from '../../flows/users/delete-user.ts'
import { requireAccessToken } from '../../flows/tokens/require-access-token.ts'
import { requireRecentAuthentication } from '../../flows/tokens/require-recent-authentication.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const DeleteUser = operation(
  'DeleteUser',
  async ({ input, refuse }, ports: Pick<Ports, 'addresses' | 'clock' | 'storage'>) => {
    const token = await requireAccessToken(ports, refuse, input.AccessToken)
    const { user } = requireRecentAuthentication(ports, refuse, token)
    await deleteUser(ports, refuse, user)
  },
)
