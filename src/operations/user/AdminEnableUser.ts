import { changeUser } from '../../flows/users/change-user.ts'
import { requireUser } from '../../flows/users/require-user.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const AdminEnableUser = operation(
  'AdminEnableUser',
  async ({ input, refuse }, ports: Pick<Ports, 'clock' | 'storage'>) => {
    const found = await requireUser(ports, refuse, input.UserPoolId, input.Username)
    // Sessions that ended when the user was disabled stay ended.
    await changeUser(ports, refuse, found, (user) => ({ user: { ...user, enabled: true }, writes: [] }))
    return {}
  },
)
