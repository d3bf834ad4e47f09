import type { IdentityProvider } from '../../domain/federation/identity-provider.ts'
import type { Page, PageRequest } from './page.ts'

export interface IdentityProviderQueries {
  find(poolId: string, name: string): Promise<IdentityProvider | undefined>
  findByIdentifier(poolId: string, identifier: string): Promise<IdentityProvider | undefined>
  /** By name. */
  list(poolId: string, page: PageRequest): Promise<Page<IdentityProvider>>
}

export type IdentityProviderWrite =
  /** Guards `user-pool-exists`, `identity-provider-free`, `provider-identifier-free`. */
  | { readonly write: 'createIdentityProvider'; readonly provider: IdentityProvider }
  /** Guards `identity-provider-version` (stored version is `provider.version - 1`), `provider-identifier-free`. */
  | { readonly write: 'updateIdentityProvider'; readonly provider: IdentityProvider }
  /** Also takes it off every app client that offers it. Guard `identity-provider-version`: it is still this version. */
  | {
      readonly write: 'deleteIdentityProvider'
      readonly poolId: string
      readonly name: string
      readonly version: number
    }
  /** Guard `identity-provider-exists`: each is there, and stays so until this commit is done. */
  | { readonly write: 'requireIdentityProviders'; readonly poolId: string; readonly names: readonly string[] }
