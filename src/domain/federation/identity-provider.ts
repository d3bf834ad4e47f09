import type { IdentityProviderTypeType } from '../../contract/shapes.gen.ts'

/** What an identity provider encrypts its assertions for. */
export interface AssertionKey {
  /** PKCS #8, DER. */
  readonly privateKey: Uint8Array
  /** X.509, DER. */
  readonly certificate: Uint8Array
}

export interface IdentityProvider {
  readonly poolId: string
  readonly name: string
  readonly type: IdentityProviderTypeType
  /** The contract's ProviderDetails with what Cognito fills in, and with the secrets: kept sealed as a whole. */
  readonly details: Readonly<Record<string, string>>
  /** User pool attribute, or `username`, to the provider's claim. */
  readonly attributeMapping: Readonly<Record<string, string>>
  /** Other names, each unique in the pool. */
  readonly identifiers: readonly string[]
  readonly acrMapping: Readonly<Record<string, string>> | undefined
  /** SAML providers have one. */
  readonly assertionKey: AssertionKey | undefined
  readonly createdAt: Date
  readonly updatedAt: Date
  readonly version: number
}
