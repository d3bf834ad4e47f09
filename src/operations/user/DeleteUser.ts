import { deleteUser } from '../../flows/delete-user.ts'
import { requireAccessToken } from '../../flows/require-access-token.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const DeleteUser = operation(
  'DeleteUser',
  async ({ input, refuse }, ports: Pick<Ports, 'addresses' | 'clock' | 'storage'>) => {
    const { user } = await requireAccessToken(ports, refuse, input.AccessToken)
    await deleteUser(ports, refuse, user)
  },
)
