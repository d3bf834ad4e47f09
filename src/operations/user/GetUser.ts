import { renderMfa, renderReadableAttributes } from '../../domain/users/user-rendering.ts'
import { requireAccessToken } from '../../flows/tokens/require-access-token.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const GetUser = operation(
  'GetUser',
  async ({ input, refuse }, ports: Pick<Ports, 'addresses' | 'clock' | 'storage'>) => {
    const { client, user } = await requireAccessToken(ports, refuse, input.AccessToken)
    return {
      Username: user.username,
      UserAttributes: renderReadableAttributes(user, client.configuration.ReadAttributes),
      ...renderMfa(user),
    }
  },
)
