import { changeUser } from '../../flows/users/change-user.ts'
import { requireUser } from '../../flows/users/require-user.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const AdminDisableUser = operation(
  'AdminDisableUser',
  async ({ input, refuse }, ports: Pick<Ports, 'clock' | 'storage'>) => {
    const found = await requireUser(ports, refuse, input.UserPoolId, input.Username)
    const { poolId, sub } = found.user
    await changeUser(ports, refuse, found, (user) => ({
      user: { ...user, enabled: false },
      writes: [{ write: 'signOutEverywhere', poolId, sub, at: ports.clock.now() }],
    }))
    return {}
  },
)
