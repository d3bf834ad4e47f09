import type { AppClient } from '../../domain/app-clients/app-client.ts'
import type { SigningKey } from '../../domain/user-pools/signing-key.ts'
import type { UserPoolDomain } from '../../domain/user-pools/user-pool-domain.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { ThreatSettings } from '../../ports/storage/threat-protection.ts'
import type { CacheTiming } from './cache-timing.ts'
import { CachedReads } from './cached-reads.ts'
import type { SqlWrite } from './sql-write.ts'

/** What every request reads and hardly any request changes. */
export interface ReadCache {
  readonly userPools: CachedReads<UserPool>
  readonly domains: CachedReads<UserPoolDomain>
  readonly signingKeys: CachedReads<readonly SigningKey[]>
  readonly appClients: CachedReads<AppClient>
  readonly threatSettings: CachedReads<ThreatSettings>
}

export type CacheName = keyof ReadCache
/** One entry, or everything. */
export type CacheChange = readonly [CacheName, string] | 'everything'

export function newReadCache(timing: CacheTiming): ReadCache {
  return {
    userPools: new CachedReads(timing),
    domains: new CachedReads(timing),
    signingKeys: new CachedReads(timing),
    appClients: new CachedReads(timing),
    threatSettings: new CachedReads(timing),
  }
}

export function forgetChanged(cache: ReadCache, changes: readonly CacheChange[]): void {
  for (const change of changes) {
    if (change === 'everything') for (const reads of Object.values(cache)) reads.forgetAll()
    else cache[change[0]].forget(change[1])
  }
}

/** Which cached entries the write makes stale. */
export function changesOf(write: SqlWrite): readonly CacheChange[] {
  switch (write.write) {
    case 'updateUserPool':
      return [['userPools', write.row.id]]
    case 'deleteUserPool':
      return ['everything']
    case 'createSigningKey':
      return [['signingKeys', write.row.pool_id]]
    case 'retireSigningKey':
      return [['signingKeys', write.poolId]]
    case 'createDomain':
    case 'updateDomain':
      return [['domains', write.row.domain]]
    case 'deleteDomain':
      return [['domains', write.domain]]
    case 'updateAppClient':
      return [['appClients', write.row.client_id]]
    case 'deleteAppClient':
      return [
        ['appClients', write.clientId],
        ['threatSettings', write.poolId],
      ]
    case 'putRiskConfiguration':
    case 'putLogConfigurations':
      return [['threatSettings', write.row.pool_id]]
    // It may have been on any client of its pool.
    case 'deleteIdentityProvider':
    case 'deleteExpired':
      return ['everything']
    default:
      return []
  }
}
