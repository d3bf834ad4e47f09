import { removeAttributes } from '../../flows/users/remove-attributes.ts'
import { requireUser } from '../../flows/users/require-user.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const AdminDeleteUserAttributes = operation(
  'AdminDeleteUserAttributes',
  async ({ input, refuse }, ports: Pick<Ports, 'addresses' | 'clock' | 'random' | 'sealing' | 'storage'>) => {
    const found = await requireUser(ports, refuse, input.UserPoolId, input.Username)
    const writer = { by: 'administrator' } as const
    await removeAttributes(ports, refuse, { ...found, names: input.UserAttributeNames, writer })
    return {}
  },
)
