import { requireAccessToken } from '../../flows/tokens/require-access-token.ts'
import { verifyAttribute } from '../../flows/users/verify-attribute.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const VerifyUserAttribute = operation(
  'VerifyUserAttribute',
  async ({ input, refuse }, ports: Pick<Ports, 'addresses' | 'clock' | 'random' | 'sealing' | 'storage'>) => {
    const { pool, user } = await requireAccessToken(ports, refuse, input.AccessToken)
    await verifyAttribute(ports, refuse, { pool, user, attribute: input.AttributeName, code: input.Code })
    return {}
  },
)
