import { newClientId, newClientSecret, newUuid } from '../../crypto/identifiers.ts'
import { appClientSettings } from '../../domain/app-client-configuration.ts'
import { renderAppClient } from '../../domain/app-client-rendering.ts'
import type { AppClient } from '../../domain/app-client.ts'
import { checkAppClient } from '../../flows/check-app-client.ts'
import { requireUserPool } from '../../flows/require-user-pool.ts'
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
    const client: AppClient = {
      poolId: pool.id,
      id: newClientId(ports.random.bytes),
      name: ClientName,
      secrets: secret === undefined ? [] : [{ id: newUuid(ports.random.bytes), value: secret, createdAt }],
      configuration: appClientSettings(settings),
      createdAt,
      updatedAt: createdAt,
      version: 1,
    }
    await checkAppClient(ports, refuse, { pool, configuration: client.configuration, hasSecret: secret !== undefined })
    const result = await ports.storage.commit([{ write: 'createAppClient', client }])
    if (!result.committed) throw refuse('ResourceNotFoundException', `User pool ${pool.id} does not exist.`)
    return { UserPoolClient: renderAppClient(client) }
  },
)
