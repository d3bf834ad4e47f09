import { createPrivateKey } from 'node:crypto'
import type { ResourceServer } from '../../../domain/authorization/resource-server.ts'
import type { SigningKey } from '../../../domain/user-pools/signing-key.ts'
import type { UserPoolDomain } from '../../../domain/user-pools/user-pool-domain.ts'
import type { UserPool } from '../../../domain/user-pools/user-pool.ts'
import type { DomainRow, ResourceServerRow, SigningKeyRow, UserPoolRow } from './tables.ts'
import { openBytes, sealBytes, type SealedPlace, type Sealer } from '../sealed.ts'
import { fromTime, fromTimeOrNull, toTime, toTimeOrNull } from '../stored-time.ts'

type PoolSettings = Pick<UserPool, 'region' | 'accountId' | 'configuration' | 'mfa' | 'sessions'>
type DomainSettings = Pick<UserPoolDomain, 'customDomainConfig' | 'managedLoginVersion'>
type ServerSettings = Pick<ResourceServer, 'name' | 'scopes'>

export function toUserPoolRow(pool: UserPool): UserPoolRow {
  const { region, accountId, configuration, mfa, sessions } = pool
  const settings: PoolSettings = { region, accountId, configuration, mfa, sessions }
  return {
    id: pool.id,
    name: pool.name,
    settings: JSON.stringify(settings),
    created_at: toTime(pool.createdAt),
    updated_at: toTime(pool.updatedAt),
    version: pool.version,
    is_removed: null,
  }
}

export function fromUserPoolRow(row: UserPoolRow): UserPool {
  const { region, accountId, configuration, mfa, sessions }: PoolSettings = JSON.parse(row.settings)
  return {
    id: row.id,
    name: row.name,
    region,
    accountId,
    configuration,
    mfa,
    ...(sessions && { sessions }),
    createdAt: fromTime(row.created_at),
    updatedAt: fromTime(row.updated_at),
    version: row.version,
  }
}

export function toSigningKeyRow(sealer: Sealer, key: SigningKey): SigningKeyRow {
  const privateKey = key.privateKey.export({ format: 'der', type: 'pkcs8' })
  return {
    pool_id: key.poolId,
    kid: key.kid,
    use: key.use,
    private_key: sealBytes(sealer, privateKeyPlace(key.poolId, key.kid), privateKey),
    public_jwk: JSON.stringify(key.publicJwk),
    created_at: toTime(key.createdAt),
    active_at: toTime(key.activeAt),
    retired_at: toTimeOrNull(key.retiredAt),
  }
}

export function fromSigningKeyRow(sealer: Sealer, row: SigningKeyRow): SigningKey {
  const privateKey = openBytes(sealer, privateKeyPlace(row.pool_id, row.kid), row.private_key)
  return {
    poolId: row.pool_id,
    kid: row.kid,
    use: row.use,
    privateKey: createPrivateKey({ key: Buffer.from(privateKey), format: 'der', type: 'pkcs8' }),
    publicJwk: JSON.parse(row.public_jwk),
    createdAt: fromTime(row.created_at),
    activeAt: fromTime(row.active_at),
    retiredAt: fromTimeOrNull(row.retired_at),
  }
}

export function toDomainRow(domain: UserPoolDomain): DomainRow {
  const { customDomainConfig, managedLoginVersion } = domain
  const settings: DomainSettings = { customDomainConfig, managedLoginVersion }
  return {
    domain: domain.domain,
    pool_id: domain.poolId,
    settings: JSON.stringify(settings),
    created_at: toTime(domain.createdAt),
  }
}

export function fromDomainRow(row: DomainRow): UserPoolDomain {
  const { customDomainConfig, managedLoginVersion }: DomainSettings = JSON.parse(row.settings)
  return {
    domain: row.domain,
    poolId: row.pool_id,
    customDomainConfig,
    managedLoginVersion,
    createdAt: fromTime(row.created_at),
  }
}

export function toResourceServerRow(server: ResourceServer): ResourceServerRow {
  const { poolId, identifier, name, scopes } = server
  const settings: ServerSettings = { name, scopes }
  return { pool_id: poolId, identifier, settings: JSON.stringify(settings) }
}

export function fromResourceServerRow(row: ResourceServerRow): ResourceServer {
  const { name, scopes }: ServerSettings = JSON.parse(row.settings)
  return { poolId: row.pool_id, identifier: row.identifier, name, scopes }
}

function privateKeyPlace(poolId: string, kid: string): SealedPlace {
  return { table: 'signing_keys', column: 'private_key', row: [poolId, kid] }
}
