import type { Claims } from '../../domain/federation/claims-as-text.ts'
import type { SamlSession } from '../../domain/federation/saml-session.ts'
import type { ProviderAnswer } from '../triggers/inbound-federation.ts'

/** Somebody for whom an identity provider has vouched, its answer wholly checked. */
export interface FederatedIdentity {
  readonly kind: 'identity'
  /** What the provider calls the person, for ever: never an address. */
  readonly subject: string
  /** What the provider says of the person, by its own names. */
  readonly claims: Claims
  /** As it came, for the pool's inbound federation trigger. */
  readonly answer: ProviderAnswer
  /** The entity ID of a SAML provider. */
  readonly issuer: string | null
  /** How sure the provider is, in its own words. */
  readonly acr?: string | undefined
  /** The nonce that went to the provider, where its protocol has one. */
  readonly nonce?: string | undefined
  readonly samlSession?: SamlSession | undefined
}

/** Why there is no such person, as the client is told: `error_description` beside `invalid_request`. */
export interface FederationFailure {
  readonly kind: 'failed'
  readonly description: string
}

export function failed(description: string): FederationFailure {
  return { kind: 'failed', description }
}
