import type { DeliveryPorts } from '../../flows/messages/deliver-code.ts'
import { requireUser } from '../../flows/users/require-user.ts'
import { updateAttributes } from '../../flows/users/update-attributes.ts'
import { operation } from '../operation.ts'

export const AdminUpdateUserAttributes = operation(
  'AdminUpdateUserAttributes',
  async ({ input, refuse, request }, ports: DeliveryPorts) => {
    const found = await requireUser(ports, refuse, input.UserPoolId, input.Username)
    const writer = { by: 'administrator' } as const
    const caller = { clientId: undefined, userAgent: request.userAgent }
    const told = { caller, clientMetadata: input.ClientMetadata }
    await updateAttributes(ports, refuse, { ...found, ...told, attributes: input.UserAttributes, writer })
    return {}
  },
)
