import { renderClientSecret } from '../../domain/app-clients/client-secret.ts'
import { requireOwnAppClient } from '../../flows/app-clients/require-own-app-client.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

/** Cognito: there are two at most, so that every answer is the last page. */
export const ListUserPoolClientSecrets = operation(
  'ListUserPoolClientSecrets',
  async ({ input, refuse }, ports: Pick<Ports, 'storage'>) => {
    const { client } = await requireOwnAppClient(ports, refuse, input.UserPoolId, input.ClientId)
    if (input.NextToken !== undefined) throw refuse('InvalidParameterException', 'Invalid pagination token.')
    return { ClientSecrets: client.secrets.map(renderClientSecret) }
  },
)
