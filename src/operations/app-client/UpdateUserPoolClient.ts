import { appClientSettings } from '../../domain/app-clients/app-client-configuration.ts'
import { renderAppClient } from '../../domain/app-clients/app-client-rendering.ts'
import type { AppClient } from '../../domain/app-clients/app-client.ts'
import { checkAppClient } from '../../flows/app-clients/check-app-client.ts'
import { holdOfferedProviders } from '../../flows/app-clients/offered-providers.ts'
import { requireOwnAppClient } from '../../flows/app-clients/require-own-app-client.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

/** Cognito: members that are omitted go back to their defaults, except ClientName; the secret stays. */
export const UpdateUserPoolClient = operation(
  'UpdateUserPoolClient',
  async ({ input, refuse }, ports: Pick<Ports, 'storage' | 'clock'>) => {
    const { UserPoolId, ClientId, ClientName, ...settings } = input
    const { pool, client: before } = await requireOwnAppClient(ports, refuse, UserPoolId, ClientId)
    const { ClientType } = before.configuration
    const configuration = { ...appClientSettings(settings), ...(ClientType && { ClientType }) }
    await checkAppClient(ports, refuse, { pool, configuration, hasSecret: before.secrets.length > 0 })
    const client: AppClient = {
      ...before,
      name: ClientName ?? before.name,
      configuration,
      updatedAt: ports.clock.now(),
      version: before.version + 1,
    }
    const result = await ports.storage.commit([
      ...holdOfferedProviders(pool, configuration),
      { write: 'updateAppClient', client },
    ])
    if (!result.committed)
      throw refuse('ConcurrentModificationException', 'The app client was changed by another request.')
    return { UserPoolClient: renderAppClient(client) }
  },
)
