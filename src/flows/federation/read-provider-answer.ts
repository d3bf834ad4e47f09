import type { AppClient } from '../../domain/app-clients/app-client.ts'
import type { IdentityProvider } from '../../domain/federation/identity-provider.ts'
import type { HttpHeaders } from '../../http/message.ts'
import type { Ports } from '../../ports/ports.ts'
import type { AuthorizationRequest } from '../authorization/authorization-request.ts'
import { pageError, type PageError } from '../authorization/page-errors.ts'
import { readAuthorizationRequest, type RedirectError } from '../authorization/read-authorization-request.ts'
import type { PoolDomain } from '../user-pools/domain-request.ts'
import { failed, type FederatedIdentity, type FederationFailure } from './federated-identity.ts'
import type { FederationProtocol, ProtocolPorts } from './federation-protocol.ts'
import { answerPath, findProtocol, type AnswerPath } from './find-protocol.ts'
import { takePendingSignIn } from './pending-sign-in.ts'

/** What came back with a browser, to one of the paths for answers. */
export interface BrowserReturn {
  readonly domain: PoolDomain
  readonly path: AnswerPath
  readonly headers: HttpHeaders
  /** `state`, or `RelayState`. */
  readonly state: string | undefined
  readonly parameters: ReadonlyMap<string, string>
}

/** An answer to a request of ours, good or bad: the client hears of it. */
export interface ReadAnswer {
  readonly kind: 'answer'
  readonly client: AppClient
  readonly request: AuthorizationRequest
  readonly query: string
  readonly provider: IdentityProvider
  readonly outcome: FederatedIdentity | FederationFailure
}

/**
 * Finds what this browser was sent away for, and who the provider says it is. Everything is asked again that could have
 * changed meanwhile: the client, its redirect URI, and whether it still offers the provider.
 */
export async function readProviderAnswer(
  ports: ProtocolPorts & Pick<Ports, 'addresses' | 'sealing' | 'storage'>,
  { domain, path, headers, state, parameters }: BrowserReturn,
): Promise<ReadAnswer | PageError | RedirectError> {
  const pending = await takePendingSignIn(ports, domain.pool, { state, headers })
  if (pending === undefined || state === undefined) return pageError('state_invalid')
  const asked = await readAuthorizationRequest(ports, domain, pending.query)
  if (asked.kind !== 'valid') return asked
  const provider = await ports.storage.identityProviders.find(domain.pool.id, pending.providerName)
  const isOffered = asked.client.configuration.SupportedIdentityProviders?.includes(pending.providerName)
  if (provider === undefined || isOffered !== true) return pageError('login_option_unavailable')
  if (answerPath(provider.type) !== path) return pageError('state_invalid')
  const protocol = await findProtocol(provider.type)
  const { memory } = pending
  const answered = protocol.complete(ports, { domain, provider, state, memory, parameters })
  const outcome = await withoutFault(ports, provider, answered)
  return { kind: 'answer', client: asked.client, request: asked.request, query: pending.query, provider, outcome }
}

/** The client learns of a fault as well: nobody else is left to tell the person. */
async function withoutFault(
  ports: ProtocolPorts,
  { poolId, name }: IdentityProvider,
  outcome: ReturnType<FederationProtocol['complete']>,
): ReturnType<FederationProtocol['complete']> {
  try {
    return await outcome
  } catch (error) {
    ports.log.error({ poolId, provider: name, error }, 'the answer of an identity provider led to a fault')
    return failed('Internal server error')
  }
}
