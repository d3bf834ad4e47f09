import { isJsonObject } from '../../../crypto/jose/strict-json.ts'
import { OutboundFault, type OutboundInit } from '../../../ports/outbound-fetch.ts'
import { failed, type FederationFailure } from '../federated-identity.ts'
import type { ProtocolPorts } from '../federation-protocol.ts'

export interface ProviderReply {
  readonly kind: 'reply'
  readonly document: Readonly<Record<string, unknown>>
}

/** What a provider says at an endpoint, as JSON; Cognito's words where it says nothing of use. */
export async function askProvider(
  ports: ProtocolPorts,
  url: string,
  {
    providerName,
    what,
    ...init
  }: OutboundInit & { readonly providerName: string; readonly what: 'token' | 'user info' },
): Promise<ProviderReply | FederationFailure> {
  try {
    const response = await ports.outboundFetch(url, {
      ...init,
      headers: { accept: 'application/json', ...init.headers },
    })
    const document: unknown = await response.json().catch(() => undefined)
    if (response.status === 200 && isJsonObject(document)) return { kind: 'reply', document }
    const code = isJsonObject(document) && typeof document.error === 'string' ? document.error : `error getting ${what}`
    ports.log.warn({ providerName, what, status: response.status }, 'an identity provider refuses')
    return failed(`${providerName} Error - ${response.status} ${code.slice(0, 100)}`)
  } catch (cause) {
    if (!(cause instanceof OutboundFault)) throw cause
    ports.log.warn({ providerName, what, error: cause }, 'an identity provider cannot be asked')
    if (cause.reason !== 'timeout') return failed('Connection reset')
    return failed(what === 'token' ? 'Timeout occurred in calling IdP token endpoint' : 'Read timed out')
  }
}
