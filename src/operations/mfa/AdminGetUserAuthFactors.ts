import { listAuthFactors } from '../../flows/factors/list-auth-factors.ts'
import { requireUser } from '../../flows/users/require-user.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const AdminGetUserAuthFactors = operation(
  'AdminGetUserAuthFactors',
  async ({ input, refuse }, ports: Pick<Ports, 'storage'>) =>
    listAuthFactors(ports, await requireUser(ports, refuse, input.UserPoolId, input.Username)),
)
