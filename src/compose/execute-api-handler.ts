import type { Gateway } from '../gateway/handler.ts'
import type { Handler } from '../server/exchange.ts'

/** Hands what came to an API's address to the gateway, with what the listener knows of the client. */
export function executeApiHandler(gateway: Pick<Gateway, 'handle'>): Handler<'executeApi'> {
  return ({ request, response, client }, { api, url }) => {
    const apiId = api.by === 'apiId' ? api.apiId : api.host
    const stage = api.by === 'apiId' ? api.stage : undefined
    return gateway.handle(request, response, {
      apiId,
      path: url,
      isCustomDomain: api.by === 'customDomain',
      client: gatewayClient(client, request.socket.localPort),
      ...(stage === undefined ? {} : { stage }),
    })
  }
}

/** The same facts as the gateway spells them. */
export function gatewayClient(
  { sourceIp, isSecure }: { readonly sourceIp: string; readonly isSecure: boolean },
  localPort: number | undefined,
) {
  return { sourceIp, scheme: isSecure ? ('https' as const) : ('http' as const), port: localPort ?? 443 }
}
