import type { DeliveryPorts } from '../../flows/deliver-code.ts'
import { requireAccessToken } from '../../flows/require-access-token.ts'
import { updateAttributes } from '../../flows/update-attributes.ts'
import { operation } from '../operation.ts'

export const UpdateUserAttributes = operation(
  'UpdateUserAttributes',
  async ({ input, refuse, request }, ports: DeliveryPorts) => {
    const { pool, client, user } = await requireAccessToken(ports, refuse, input.AccessToken)
    const sent = await updateAttributes(ports, refuse, {
      pool,
      user,
      attributes: input.UserAttributes,
      writer: { by: 'user', writable: client.configuration.WriteAttributes },
      caller: { clientId: client.id, userAgent: request.userAgent },
      clientMetadata: input.ClientMetadata,
    })
    return { CodeDeliveryDetailsList: sent.length > 0 ? sent : undefined }
  },
)
