import type { IdentityProviderWrite } from '../../../ports/storage/identity-providers.ts'
import type { Sealer } from '../sealed.ts'
import { toIdentifierRows, toIdentityProviderRow } from './rows.ts'
import type { IdentityProviderRow, ProviderIdentifierRow } from './tables.ts'

export type SqlIdentityProviderWrite =
  | {
      readonly write: 'createIdentityProvider' | 'updateIdentityProvider'
      readonly row: IdentityProviderRow
      readonly identifiers: readonly ProviderIdentifierRow[]
    }
  | Extract<IdentityProviderWrite, { readonly write: 'deleteIdentityProvider' | 'requireIdentityProviders' }>

export function prepareIdentityProviderWrite(sealer: Sealer, write: IdentityProviderWrite): SqlIdentityProviderWrite {
  switch (write.write) {
    case 'createIdentityProvider':
    case 'updateIdentityProvider':
      return {
        write: write.write,
        row: toIdentityProviderRow(sealer, write.provider),
        identifiers: toIdentifierRows(write.provider),
      }
    case 'deleteIdentityProvider':
    case 'requireIdentityProviders':
      return write
  }
}
