import type { IdentityProvider } from '../../domain/federation/identity-provider.ts'
import type { Ports } from '../../ports/ports.ts'
import type { AuthorizationRequest } from '../authorization/authorization-request.ts'
import type { PoolDomain } from '../user-pools/domain-request.ts'
import type { FederatedIdentity, FederationFailure } from './federated-identity.ts'

export type ProtocolPorts = Pick<Ports, 'clock' | 'log' | 'outboundFetch' | 'random' | 'storage'>

/** A sign-in that is to begin at a provider. */
export interface ProtocolStart {
  readonly domain: PoolDomain
  readonly provider: IdentityProvider
  /** Goes to the provider and must come back: `state`, or `RelayState`. */
  readonly state: string
  readonly request: AuthorizationRequest
}

/** What a provider sent back with the browser. */
export interface ProtocolAnswer {
  readonly domain: PoolDomain
  readonly provider: IdentityProvider
  readonly state: string
  /** What `begin` wanted to be remembered. */
  readonly memory: Readonly<Record<string, string>>
  /** Of the query or of the form, each once. */
  readonly parameters: ReadonlyMap<string, string>
}

/**
 * How one type of provider vouches for people. Both are values where anything about the provider is wrong: whatever it
 * sends, and however it fails.
 */
export interface FederationProtocol {
  /** Where the browser goes, and what must be known again when it comes back. */
  begin(
    ports: ProtocolPorts,
    start: ProtocolStart,
  ): Promise<
    | { readonly kind: 'begun'; readonly location: string; readonly memory: Readonly<Record<string, string>> }
    | FederationFailure
  >
  /** Who it is. Everything about the answer must be checked: whoever holds the browser may have written it. */
  complete(ports: ProtocolPorts, answer: ProtocolAnswer): Promise<FederatedIdentity | FederationFailure>
}
