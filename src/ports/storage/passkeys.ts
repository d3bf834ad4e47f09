import type { Passkey } from '../../domain/factors/passkey.ts'
import type { Page, PageRequest } from './page.ts'

export interface PasskeyQueries {
  find(poolId: string, credentialId: string): Promise<Passkey | undefined>
  /** By age. */
  list(poolId: string, sub: string, page: PageRequest): Promise<Page<Passkey>>
}

export type PasskeyWrite =
  /** Guards `user-exists`, `passkey-free`: nobody in the pool has a credential of this id. */
  | { readonly write: 'createPasskey'; readonly passkey: Passkey }
  /**
   * Guard `passkey-count`: the passkey is there and the new count is beyond the stored one, or both are 0. Two uses that
   * count alike, which a copied authenticator makes, cannot both be committed.
   */
  | {
      readonly write: 'usePasskey'
      readonly poolId: string
      readonly sub: string
      readonly credentialId: string
      readonly signCount: number
      readonly isBackedUp: boolean
      readonly at: Date
    }
  /** Guard `passkey-exists`. */
  | {
      readonly write: 'renamePasskey'
      readonly poolId: string
      readonly sub: string
      readonly credentialId: string
      readonly label: string
    }
  /** Guard `passkey-exists`. */
  | { readonly write: 'deletePasskey'; readonly poolId: string; readonly sub: string; readonly credentialId: string }
