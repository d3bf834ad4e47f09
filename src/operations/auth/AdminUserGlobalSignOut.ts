import { requireUser } from '../../flows/users/require-user.ts'
import { signOutEverywhere } from '../../flows/tokens/sign-out-everywhere.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const AdminUserGlobalSignOut = operation(
  'AdminUserGlobalSignOut',
  async ({ input, refuse }, ports: Pick<Ports, 'clock' | 'storage'>) => {
    const { user } = await requireUser(ports, refuse, input.UserPoolId, input.Username)
    await signOutEverywhere(ports, user)
    return {}
  },
)
