import type { AppClient } from '../../domain/app-clients/app-client.ts'
import type { Page, PageRequest } from './page.ts'

export interface AppClientQueries {
  /** Client ids are unique across pools: public operations name no pool. */
  find(clientId: string): Promise<AppClient | undefined>
  list(poolId: string, page: PageRequest): Promise<Page<AppClient>>
}

export type AppClientWrite =
  /** Guards `user-pool-exists`, `app-client-free`. */
  | { readonly write: 'createAppClient'; readonly client: AppClient }
  /** Guard `app-client-version`: stored version is `client.version - 1`. */
  | { readonly write: 'updateAppClient'; readonly client: AppClient }
  /** Guard `app-client-exists`. */
  | { readonly write: 'deleteAppClient'; readonly poolId: string; readonly clientId: string }
