import type { Gateway } from '../gateway/handler.ts'
import type { Upgrades } from '../server/upgrades.ts'
import { gatewayClient } from './execute-api-handler.ts'

/** Hands the handshakes of WebSocket APIs to the gateway; nothing else is taken off HTTP. */
export function executeApiUpgrades(
  { webSockets }: Pick<Gateway, 'webSockets'>,
  { tellsPort = false }: { readonly tellsPort?: boolean } = {},
): Upgrades {
  return {
    // A name of its own is looked up while the request waits, which is too late for an upgrade.
    accepts: ({ api }) => api.by === 'apiId' && webSockets.serves(api.apiId),
    handle({ request, socket, head, client }, { api, url }) {
      const apiId = api.by === 'apiId' ? api.apiId : api.host
      const stage = api.by === 'apiId' ? api.stage : undefined
      void webSockets.upgrade(
        { message: request, socket, head },
        {
          apiId,
          path: url,
          client: gatewayClient(client, request.socket.localPort),
          ...(stage === undefined ? {} : { stage }),
          ...(tellsPort && { domainName: managementAddress(request.headers.host ?? '', { apiId, stage }) }),
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
function managementAddress(
  host: string,
  { apiId, stage }: { readonly apiId: string; readonly stage: string | undefined },
): string {
  return stage === undefined ? host : `${host}/_api/${apiId}`
}
