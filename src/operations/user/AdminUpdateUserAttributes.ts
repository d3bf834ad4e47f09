import { requireUser } from '../../flows/require-user.ts'
import { updateAttributes } from '../../flows/update-attributes.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const AdminUpdateUserAttributes = operation(
  'AdminUpdateUserAttributes',
  async ({ input, refuse }, ports: Pick<Ports, 'addresses' | 'clock' | 'codes' | 'random' | 'sealing' | 'storage'>) => {
    const found = await requireUser(ports, refuse, input.UserPoolId, input.Username)
    const writer = { by: 'administrator' } as const
    await updateAttributes(ports, refuse, { ...found, attributes: input.UserAttributes, writer })
    return {}
  },
)
