import type { AppClient, ClientSecret } from '../../../domain/app-clients/app-client.ts'
import type { AppClientRow } from './tables.ts'
import { openText, sealText, type SealedPlace, type Sealer } from '../sealed.ts'
import { fromTime, toTime } from '../stored-time.ts'

type Settings = Pick<AppClient, 'name' | 'configuration' | 'sessions'>
type StoredSecret = Omit<ClientSecret, 'createdAt'> & { readonly createdAt: number }

export function toAppClientRow(sealer: Sealer, client: AppClient): AppClientRow {
  const { name, configuration, sessions } = client
  const settings: Settings = { name, configuration, sessions }
  const secrets = client.secrets.map((secret): StoredSecret => ({ ...secret, createdAt: toTime(secret.createdAt) }))
  return {
    client_id: client.id,
    pool_id: client.poolId,
    settings: JSON.stringify(settings),
    secrets:
      secrets.length === 0 ? null : sealText(sealer, secretsPlace(client.poolId, client.id), JSON.stringify(secrets)),
    created_at: toTime(client.createdAt),
    updated_at: toTime(client.updatedAt),
    version: client.version,
  }
}

export function fromAppClientRow(sealer: Sealer, row: AppClientRow): AppClient {
  const { name, configuration, sessions }: Settings = JSON.parse(row.settings)
  const place = secretsPlace(row.pool_id, row.client_id)
  const secrets: readonly StoredSecret[] = row.secrets === null ? [] : JSON.parse(openText(sealer, place, row.secrets))
  return {
    poolId: row.pool_id,
    id: row.client_id,
    name,
    secrets: secrets.map((secret) => ({ ...secret, createdAt: fromTime(secret.createdAt) })),
    configuration,
    ...(sessions && { sessions }),
    createdAt: fromTime(row.created_at),
    updatedAt: fromTime(row.updated_at),
    version: row.version,
  }
}

/** The settings of a client that offers this provider, without it; undefined for any other client. */
export function takeProviderOff({ settings }: Pick<AppClientRow, 'settings'>, provider: string): string | undefined {
  const { configuration, ...rest }: Settings = JSON.parse(settings)
  const offered = configuration.SupportedIdentityProviders
  if (!offered?.includes(provider)) return undefined
  const remaining = offered.filter((other) => other !== provider)
  const changed: Settings = { ...rest, configuration: { ...configuration, SupportedIdentityProviders: remaining } }
  return JSON.stringify(changed)
}

function secretsPlace(poolId: string, clientId: string): SealedPlace {
  return { table: 'app_clients', column: 'secrets', row: [poolId, clientId] }
}
