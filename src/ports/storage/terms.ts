import type { Terms } from '../../domain/branding/terms.ts'
import type { Page, PageRequest } from './page.ts'

export interface TermsQueries {
  find(poolId: string, id: string): Promise<Terms | undefined>
  findByClient(poolId: string, clientId: string, name: string): Promise<Terms | undefined>
  /** By age. */
  list(poolId: string, page: PageRequest): Promise<Page<Terms>>
}

/** All of it goes with its client. */
export type TermsWrite =
  /** Guards `app-client-exists`, `terms-free`: its client has none of this name. */
  | { readonly write: 'createTerms'; readonly terms: Terms }
  /** Guards `terms-version` (stored version is `terms.version - 1`), `terms-free`. */
  | { readonly write: 'updateTerms'; readonly terms: Terms }
  /** Guard `terms-version`: it is still this version. */
  | { readonly write: 'deleteTerms'; readonly poolId: string; readonly id: string; readonly version: number }
