import type { KeyObject } from 'node:crypto'
import type { PublicJwk } from '../../crypto/jose/jwk.ts'

/** ID and access tokens are signed with different keys (cognito-api contract, section 4). */
export interface SigningKey {
  readonly poolId: string
  readonly kid: string
  readonly use: 'id' | 'access'
  readonly privateKey: KeyObject
  readonly publicJwk: PublicJwk
  readonly createdAt: Date
  /** Published before this moment, signing from it on. */
  readonly activeAt: Date
  /** Published until this moment; no longer signing once a newer key is active. */
  readonly retiredAt: Date | undefined
}
