import { isContactAttribute } from '../../domain/users/contact.ts'
import type { DeliveryPorts } from '../../flows/messages/deliver-code.ts'
import { requireAccessToken } from '../../flows/tokens/require-access-token.ts'
import { requireRecentAuthentication } from '../../flows/tokens/require-recent-authentication.ts'
import { updateAttributes } from '../../flows/users/update-attributes.ts'
import { operation } from '../operation.ts'

export const UpdateUserAttributes = operation(
  'UpdateUserAttributes',
  async ({ input, refuse, request }, ports: DeliveryPorts) => {
    const token = await requireAccessToken(ports, refuse, input.AccessToken)
    if (input.UserAttributes.some(({ Name }) => isContactAttribute(Name)))
      requireRecentAuthentication(ports, refuse, token)
    const { pool, client, user } = token
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
