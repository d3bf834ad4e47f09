import type { GatewayDefinition } from '../definition/gateway.ts'
import { findDomain } from '../domains/find-domain.ts'
import type { DomainTarget } from '../place-request.ts'
import type { EndpointTarget } from '../stage-of-target.ts'
import { webSocketDomains } from './web-socket-domains.ts'
import type { WebSocketGateway, WebSocketGatewayOptions } from './websocket-gateway.ts'

export interface WebSocketDoors extends WebSocketGateway {
  /** Only such an API's upgrades come here; all others are never taken off HTTP (GW-02). */
  readonly serves: (target: Pick<EndpointTarget, 'apiId'> | Pick<DomainTarget, 'host'>) => boolean
}

/** What has a gateway of its own behind it only where a definition has a WebSocket API: nothing else is loaded without one. */
export function createWebSocketDoors(definition: GatewayDefinition, options: WebSocketGatewayOptions): WebSocketDoors {
  let served = servedNames(definition)
  let isDraining = false
  let loading: Promise<WebSocketGateway> | undefined
  prepare()

  return {
    serves: (target) =>
      'host' in target ? findDomain(served.domains, target.host) !== undefined : served.apiIds.has(target.apiId),
    async upgrade(arrival, target) {
      // A client that goes away is no fault of ours; without a listener Node would end the process.
      arrival.socket.on('error', () => {})
      try {
        await (await behind()).upgrade(arrival, target)
      } catch (cause) {
        options.log.error({ cause }, 'WebSocket fault')
        arrival.socket.destroy()
      }
    },
    answer: async (message, request, target) => (await behind()).answer(message, request, target),
    replace(next) {
      served = servedNames(next)
      prepare()
      loading?.then(
        (gateway) => gateway.replace(served.definition),
        () => {},
      )
    },
    async drain() {
      isDraining = true
      const gateway = await loading?.catch(() => undefined)
      await gateway?.drain()
    },
  }

  /** Before anybody comes, so that nobody waits for it. */
  function prepare(): void {
    if (served.apiIds.size === 0 || loading !== undefined) return
    behind().catch((cause: unknown) => options.log.error({ cause }, 'WebSocket fault'))
  }

  function behind(): Promise<WebSocketGateway> {
    return (loading ??= load())
  }

  async function load(): Promise<WebSocketGateway> {
    const { createWebSocketGateway } = await import('./websocket-gateway.ts')
    const gateway = createWebSocketGateway(served.definition, options)
    if (isDraining) await gateway.drain()
    return gateway
  }
}

function servedNames(definition: GatewayDefinition) {
  const apiIds = new Set(definition.webSocketApis.map(({ apiId }) => apiId))
  return { definition, apiIds, domains: webSocketDomains(definition) }
}
