import { requireAccessToken } from '../../flows/require-access-token.ts'
import { updateAttributes } from '../../flows/update-attributes.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const UpdateUserAttributes = operation(
  'UpdateUserAttributes',
  async ({ input, refuse }, ports: Pick<Ports, 'addresses' | 'clock' | 'codes' | 'random' | 'sealing' | 'storage'>) => {
    const { pool, client, user } = await requireAccessToken(ports, refuse, input.AccessToken)
    const sent = await updateAttributes(ports, refuse, {
      pool,
      user,
      attributes: input.UserAttributes,
      writer: { by: 'user', writable: client.configuration.WriteAttributes },
    })
    return { CodeDeliveryDetailsList: sent.length > 0 ? sent : undefined }
  },
)
