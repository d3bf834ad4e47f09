import type { UserPoolWrite } from '../../../ports/storage/user-pools.ts'
import type { DomainRow, ResourceServerRow, SigningCertificateRow, SigningKeyRow, UserPoolRow } from './tables.ts'
import type { Sealer } from '../sealed.ts'
import { toSigningCertificateRow } from './signing-certificate-rows.ts'
import { toDomainRow, toResourceServerRow, toSigningKeyRow, toUserPoolRow } from './rows.ts'

export type SqlUserPoolWrite =
  | { readonly write: 'createUserPool' | 'updateUserPool'; readonly row: UserPoolRow }
  | { readonly write: 'createSigningKey'; readonly row: SigningKeyRow }
  | { readonly write: 'createSigningCertificate'; readonly row: SigningCertificateRow }
  | { readonly write: 'createDomain' | 'updateDomain'; readonly row: DomainRow }
  | { readonly write: 'createResourceServer' | 'updateResourceServer'; readonly row: ResourceServerRow }
  | Extract<
      UserPoolWrite,
      { readonly write: 'deleteUserPool' | 'retireSigningKey' | 'deleteDomain' | 'deleteResourceServer' }
    >

/** Turns records into rows and seals their secrets. */
export function prepareUserPoolWrite(sealer: Sealer, write: UserPoolWrite): SqlUserPoolWrite {
  switch (write.write) {
    case 'createUserPool':
    case 'updateUserPool':
      return { write: write.write, row: toUserPoolRow(write.pool) }
    case 'createSigningKey':
      return { write: write.write, row: toSigningKeyRow(sealer, write.key) }
    case 'createSigningCertificate':
      return { write: write.write, row: toSigningCertificateRow(sealer, write.certificate) }
    case 'createDomain':
    case 'updateDomain':
      return { write: write.write, row: toDomainRow(write.domain) }
    case 'createResourceServer':
    case 'updateResourceServer':
      return { write: write.write, row: toResourceServerRow(write.server) }
    case 'deleteUserPool':
    case 'retireSigningKey':
    case 'deleteDomain':
    case 'deleteResourceServer':
      return write
  }
}
