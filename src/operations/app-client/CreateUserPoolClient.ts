import { newClientId, newClientSecret } from '../../crypto/identifiers.ts'
import { appClientSettings } from '../../domain/app-clients/app-client-configuration.ts'
import { renderAppClient } from '../../domain/app-clients/app-client-rendering.ts'
import type { AppClient } from '../../domain/app-clients/app-client.ts'
import { addedClientSecret } from '../../domain/app-clients/client-secret.ts'
import { quotas, quotaText } from '../../domain/user-pools/quotas.ts'
import { checkAppClient } from '../../flows/app-clients/check-app-client.ts'
import { holdOfferedProviders } from '../../flows/app-clients/offered-providers.ts'
import { requireUserPool } from '../../flows/user-pools/require-user-pool.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const CreateUserPoolClient = operation(
  'CreateUserPoolClient',
  async ({ input, refuse }, ports: Pick<Ports, 'storage' | 'clock' | 'random'>) => {
    const { UserPoolId, ClientName, GenerateSecret, ClientSecret, ...settings } = input
    const pool = await requireUserPool(ports, refuse, UserPoolId)
    if (GenerateSecret && ClientSecret) {
      throw refuse('InvalidParameterException', 'GenerateSecret and ClientSecret cannot be used together.')
    }
    const createdAt = ports.clock.now()
    const secret = ClientSecret ?? (GenerateSecret ? newClientSecret(ports.random.bytes) : undefined)
    const id = newClientId(ports.random.bytes)
    const client: AppClient = {
      poolId: pool.id,
      id,
      name: ClientName,
      secrets: secret === undefined ? [] : [addedClientSecret({ id, secrets: [] }, secret, createdAt)],
      configuration: appClientSettings(settings),
      createdAt,
      updatedAt: createdAt,
      version: 1,
    }
    await checkAppClient(ports, refuse, { pool, configuration: client.configuration, hasSecret: secret !== undefined })
    const result = await ports.storage.commit([
      { write: 'requireRoom', quota: { kind: 'app-clients', poolId: pool.id }, limit: quotas.appClients.limit },
      ...holdOfferedProviders(pool, client.configuration),
      { write: 'createAppClient', client },
    ])
    if (result.committed) return { UserPoolClient: renderAppClient(client) }
    if (result.guard === 'identity-provider-exists') {
      throw refuse('InvalidParameterException', 'An identity provider of the client has just been deleted.')
    }
    if (result.guard === 'under-limit') throw refuse('LimitExceededException', quotaText(quotas.appClients))
    throw refuse('ResourceNotFoundException', `User pool ${pool.id} does not exist.`)
  },
)
