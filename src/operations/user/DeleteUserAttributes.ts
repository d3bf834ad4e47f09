import { isContactAttribute } from '../../domain/users/contact.ts'
import { removeAttributes } from '../../flows/users/remove-attributes.ts'
import { requireAccessToken } from '../../flows/tokens/require-access-token.ts'
import { requireRecentAuthentication } from '../../flows/tokens/require-recent-authentication.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const DeleteUserAttributes = operation(
  'DeleteUserAttributes',
  async ({ input, refuse }, ports: Pick<Ports, 'addresses' | 'clock' | 'random' | 'sealing' | 'storage'>) => {
    const token = await requireAccessToken(ports, refuse, input.AccessToken)
    if (input.UserAttributeNames.some(isContactAttribute)) requireRecentAuthentication(ports, refuse, token)
    const { pool, client, user } = token
    const writer = { by: 'user', writable: client.configuration.WriteAttributes } as const
    await removeAttributes(ports, refuse, { pool, user, names: input.UserAttributeNames, writer })
    return {}
  },
)
