import type { Gateway } from '../../gateway/gateway.ts'
import type { ClientFacts } from '../../server/client-facts.ts'
import type { Handler } from '../../server/exchange.ts'
import type { ApiAddress } from '../../server/host-routing.ts'

/** Hands what came to an API's address to the gateway, with what the listener knows of the client. */
export function executeApiHandler(gateway: Pick<Gateway, 'handle'>): Handler<'executeApi'> {
  return ({ request, response, client }, { api, url }) =>
    gateway.handle(request, response, {
      ...addressOf(api),
      path: url,
      client: gatewayClient(client, request.socket.localPort),
    })
}

/** What the gateway calls it. */
export function addressOf(api: ApiAddress) {
  return api.by === 'customDomain' ? { host: api.host } : endpointOf(api)
}

function endpointOf({ apiId, stage }: Extract<ApiAddress, { by: 'apiId' }>) {
  return stage === undefined ? { apiId } : { apiId, stage }
}

/** The same facts as the gateway spells them. */
export function gatewayClient(
  {
    certified,
    forwardedHost,
    sourceIp,
    isSecure,
  }: Pick<ClientFacts, 'certified' | 'forwardedHost' | 'sourceIp' | 'isSecure'>,
  localPort: number | undefined,
) {
  const scheme = isSecure ? ('https' as const) : ('http' as const)
  // Clients neither send nor sign the port that a scheme has anyway, though proxies may say it.
  const host = forwardedHost?.replace(isSecure ? /:443$/ : /:80$/, '')
  return { sourceIp, scheme, port: localPort ?? 443, forwardedHost: host, ...(certified && { certified }) }
}
