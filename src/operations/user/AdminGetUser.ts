import { renderAttributes, renderMfa } from '../../domain/users/user-rendering.ts'
import { requireUser } from '../../flows/users/require-user.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const AdminGetUser = operation('AdminGetUser', async ({ input, refuse }, ports: Pick<Ports, 'storage'>) => {
  const { user } = await requireUser(ports, refuse, input.UserPoolId, input.Username)
  return {
    Username: user.username,
    UserAttributes: renderAttributes(user, undefined),
    UserCreateDate: user.createdAt,
    UserLastModifiedDate: user.updatedAt,
    Enabled: user.enabled,
    UserStatus: user.status,
    ...renderMfa(user),
  }
})
