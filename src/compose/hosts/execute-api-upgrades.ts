import type { Gateway } from '../../gateway/gateway.ts'
import type { ApiAddress } from '../../server/host-routing.ts'
import type { Upgrades } from '../../server/listening/upgrades.ts'
import { addressOf, gatewayClient } from './execute-api-handler.ts'

/** Hands the handshakes of WebSocket APIs to the gateway; nothing else is taken off HTTP. */
export function executeApiUpgrades(
  { webSockets }: Pick<Gateway, 'webSockets'>,
  { tellsPort = false }: { readonly tellsPort?: boolean } = {},
): Upgrades {
  return {
    accepts: ({ api }) => webSockets.serves(api.by === 'apiId' ? { apiId: api.apiId } : { host: api.host }),
    handle({ request, socket, head, client }, { api, url }) {
      void webSockets.upgrade(
        { message: request, socket, head },
        {
          ...addressOf(api),
          path: url,
          client: gatewayClient(client, request.socket.localPort),
          ...(tellsPort && { domainName: managementAddress(request.headers.host ?? '', api) }),
        },
      )
    },
    drain: webSockets.drain,
  }
}

/**
 * What a function makes `https://<domainName>/<stage>/@connections/…` of: AWS has no port to tell, and no path beside hosts
 * of APIs. It is in development only that there are both.
 */
function managementAddress(host: string, api: ApiAddress): string {
  return api.by === 'customDomain' || api.region !== undefined ? host : `${host}/_api/${api.apiId}`
}
