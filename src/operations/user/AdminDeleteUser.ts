import { deleteUser } from '../../flows/users/delete-user.ts'
import { requireUser } from '../../flows/users/require-user.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const AdminDeleteUser = operation(
  'AdminDeleteUser',
  async ({ input, refuse }, ports: Pick<Ports, 'clock' | 'storage'>) => {
    const { user } = await requireUser(ports, refuse, input.UserPoolId, input.Username)
    await deleteUser(ports, refuse, user)
  },
)
