import type { DeliveryPorts } from '../../flows/messages/deliver-code.ts'
import { requireAccessToken } from '../../flows/tokens/require-access-token.ts'
import { requestAttributeCode } from '../../flows/users/verify-attribute.ts'
import { operation } from '../operation.ts'

export const GetUserAttributeVerificationCode = operation(
  'GetUserAttributeVerificationCode',
  async ({ input, refuse, request }, ports: DeliveryPorts) => {
    const { pool, client, user } = await requireAccessToken(ports, refuse, input.AccessToken)
    const details = await requestAttributeCode(ports, refuse, {
      pool,
      user,
      attribute: input.AttributeName,
      caller: { clientId: client.id, userAgent: request.userAgent },
      clientMetadata: input.ClientMetadata,
    })
    return { CodeDeliveryDetails: details }
  },
)
