import type { ResourceServer } from '../../domain/authorization/resource-server.ts'
import type { SigningCertificate } from '../../domain/user-pools/signing-certificate.ts'
import type { SigningKey } from '../../domain/user-pools/signing-key.ts'
import type { UserPoolDomain } from '../../domain/user-pools/user-pool-domain.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { Page, PageRequest } from './page.ts'

export interface UserPoolQueries {
  find(poolId: string): Promise<UserPool | undefined>
  /** Newest first. */
  list(page: PageRequest): Promise<Page<UserPool>>
  findDomain(domain: string): Promise<UserPoolDomain | undefined>
  listDomains(poolId: string): Promise<readonly UserPoolDomain[]>
  findResourceServer(poolId: string, identifier: string): Promise<ResourceServer | undefined>
  listResourceServers(poolId: string, page: PageRequest): Promise<Page<ResourceServer>>
  /** Every published key, the ID token's first, then by age. */
  listSigningKeys(poolId: string): Promise<readonly SigningKey[]>
  findSigningCertificate(poolId: string): Promise<SigningCertificate | undefined>
}

export type UserPoolWrite =
  | { readonly write: 'createUserPool'; readonly pool: UserPool }
  /** Guard `user-pool-version`: stored version is `pool.version - 1`. */
  | { readonly write: 'updateUserPool'; readonly pool: UserPool }
  /** Removes the pool with everything in it. Guards `user-pool-exists`, `user-pool-has-no-domain`. */
  | { readonly write: 'deleteUserPool'; readonly poolId: string }
  | { readonly write: 'createSigningKey'; readonly key: SigningKey }
  /** Sets the moment until which the key is published. */
  | { readonly write: 'retireSigningKey'; readonly poolId: string; readonly kid: string; readonly at: Date }
  /** Guard `signing-certificate-free`. */
  | { readonly write: 'createSigningCertificate'; readonly certificate: SigningCertificate }
  /** Guard `domain-free`. */
  | { readonly write: 'createDomain'; readonly domain: UserPoolDomain }
  | { readonly write: 'updateDomain'; readonly domain: UserPoolDomain }
  | { readonly write: 'deleteDomain'; readonly poolId: string; readonly domain: string }
  /** Guard `resource-server-free`. */
  | { readonly write: 'createResourceServer'; readonly server: ResourceServer }
  /** Guard `resource-server-exists`. */
  | { readonly write: 'updateResourceServer'; readonly server: ResourceServer }
  | { readonly write: 'deleteResourceServer'; readonly poolId: string; readonly identifier: string }
