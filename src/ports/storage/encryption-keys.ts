import type { EncryptionKey, KeyAlias } from '../../domain/encryption-key.ts'
import type { Page, PageRequest } from './page.ts'

export interface EncryptionKeyQueries {
  find(region: string, keyId: string): Promise<EncryptionKey | undefined>
  findAlias(region: string, name: string): Promise<KeyAlias | undefined>
  /** In the order of their names. */
  listAliases(region: string, page: PageRequest): Promise<Page<KeyAlias>>
}

export type EncryptionKeyWrite =
  | { readonly write: 'createEncryptionKey'; readonly key: EncryptionKey }
  /** Guards `encryption-key-exists` and `key-alias-free`. */
  | { readonly write: 'createKeyAlias'; readonly alias: KeyAlias }
  /** Guards `encryption-key-exists` and `key-alias-exists`. */
  | { readonly write: 'moveKeyAlias'; readonly alias: Omit<KeyAlias, 'createdAt'> }
