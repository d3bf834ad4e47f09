import type { RequestFacts } from '../../domain/request-facts.ts'
import type { HttpHeaders } from '../../http/message.ts'
import type { Ports } from '../../ports/ports.ts'
import type { AuthorizationRequest } from '../authorization/authorization-request.ts'
import { pageError, type PageError } from '../authorization/page-errors.ts'
import type { PoolDomain } from '../user-pools/domain-request.ts'
import { countDeparture } from './count-departure.ts'
import { failed, type FederationFailure } from './federated-identity.ts'
import type { ProtocolPorts } from './federation-protocol.ts'
import { findProtocol } from './find-protocol.ts'
import { newDeparture, rememberDeparture } from './pending-sign-in.ts'

export interface FederatedStart {
  readonly domain: PoolDomain
  /** One of the client's: `readAuthorizationRequest` has seen to that. */
  readonly providerName: string
  readonly request: AuthorizationRequest
  /** Where `request` was read from. */
  readonly query: string
  /** Of the browser that is sent away. */
  readonly headers: HttpHeaders
  readonly facts: RequestFacts
}

export interface SentAway {
  readonly kind: 'sent-away'
  readonly location: string
  /** A whole `Set-Cookie` value. */
  readonly setCookie: string
}

/** Sends the browser to an identity provider, and remembers what for; a page of ours where too many have left. */
export async function beginFederatedSignIn(
  ports: ProtocolPorts & Pick<Ports, 'storage'>,
  { domain, providerName, request, query, headers, facts }: FederatedStart,
): Promise<SentAway | FederationFailure | PageError> {
  const provider = await ports.storage.identityProviders.find(domain.pool.id, providerName)
  if (provider === undefined) return failed(`Identity provider ${providerName} does not exist`)
  const protocol = await findProtocol(provider.type)
  const departure = newDeparture(ports, domain, headers)
  const begun = await protocol.begin(ports, { domain, provider, state: departure.state, request })
  if (begun.kind === 'failed') return begun
  const counts = await countDeparture(ports, domain.pool, facts)
  const isRemembered = await rememberDeparture(ports, provider, { ...departure, query, memory: begun.memory, counts })
  if (!isRemembered) return pageError('too_many_sign_ins')
  return { kind: 'sent-away', location: begun.location, setCookie: departure.setCookie }
}
