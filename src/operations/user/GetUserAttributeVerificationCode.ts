import { requireAccessToken } from '../../flows/require-access-token.ts'
import { requestAttributeCode } from '../../flows/verify-attribute.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const GetUserAttributeVerificationCode = operation(
  'GetUserAttributeVerificationCode',
  async ({ input, refuse }, ports: Pick<Ports, 'addresses' | 'clock' | 'codes' | 'random' | 'sealing' | 'storage'>) => {
    const { pool, user } = await requireAccessToken(ports, refuse, input.AccessToken)
    const details = await requestAttributeCode(ports, refuse, { pool, user, attribute: input.AttributeName })
    return { CodeDeliveryDetails: details }
  },
)
