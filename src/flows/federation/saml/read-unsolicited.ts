import type { AppClient } from '../../../domain/app-clients/app-client.ts'
import type { Ports } from '../../../ports/ports.ts'
import { pageError, type PageError } from '../../authorization/page-errors.ts'
import { readAuthorizationRequest, type RedirectError } from '../../authorization/read-authorization-request.ts'
import type { PoolDomain } from '../../user-pools/domain-request.ts'
import type { ProtocolPorts } from '../federation-protocol.ts'
import type { ReadAnswer } from '../read-provider-answer.ts'
import { acceptResponse } from './accept-response.ts'

export interface UnsolicitedResponse {
  readonly domain: PoolDomain
  /** An authorization request as a query: which client, where to, and by which provider. */
  readonly relayState: string
  readonly encoded: string
}

/**
 * A response that nobody asked for, with what the person came for in its relay state. Both are anybody's: the provider
 * must be one that may begin (`IDPInit`), the client one with SAML providers only, and its redirect URI is looked up.
 */
export async function readUnsolicited(
  ports: ProtocolPorts & Pick<Ports, 'addresses' | 'sealing'>,
  { domain, relayState, encoded }: UnsolicitedResponse,
): Promise<ReadAnswer | PageError | RedirectError> {
  const asked = await readAuthorizationRequest(ports, domain, relayState)
  if (asked.kind !== 'valid') return asked
  const { client, request } = asked
  const name = request.identityProvider
  const provider = name && (await ports.storage.identityProviders.find(domain.pool.id, name))
  if (
    !provider ||
    provider.type !== 'SAML' ||
    provider.details.IDPInit !== 'true' ||
    !(await hasOnlySaml(ports, client))
  )
    return pageError('relay_state_invalid')
  const outcome = await acceptResponse(ports, { domain, provider, encoded, requestId: undefined })
  return { kind: 'answer', client, request, query: relayState, provider, outcome }
}

/** Cognito: a client that takes people from a provider that begins has no other kind of provider. */
async function hasOnlySaml(ports: Pick<Ports, 'storage'>, { poolId, configuration }: AppClient): Promise<boolean> {
  const names = configuration.SupportedIdentityProviders ?? []
  const providers = await Promise.all(names.map((name) => ports.storage.identityProviders.find(poolId, name)))
  return providers.every((provider) => provider?.type === 'SAML')
}
