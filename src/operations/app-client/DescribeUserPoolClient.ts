import { renderAppClient } from '../../domain/app-clients/app-client-rendering.ts'
import { requireOwnAppClient } from '../../flows/app-clients/require-own-app-client.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const DescribeUserPoolClient = operation(
  'DescribeUserPoolClient',
  async ({ input, refuse }, ports: Pick<Ports, 'storage'>) => {
    const { client } = await requireOwnAppClient(ports, refuse, input.UserPoolId, input.ClientId)
    return { UserPoolClient: renderAppClient(client) }
  },
)
