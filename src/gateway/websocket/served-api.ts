import type { DomainDefinition } from '../definition/domain.ts'
import type { GatewayDefinition } from '../definition/gateway.ts'
import type { WebSocketApiDefinition } from '../definition/websocket-api.ts'
import { createPlanHolders, type PlanHolders } from '../throttling/plan-holders.ts'

export interface ServedApi {
  readonly api: WebSocketApiDefinition
  /** The API keys that open each stage. */
  readonly holders: ReadonlyMap<string, PlanHolders>
}

/** Domains that lead to WebSocket APIs; they lead to no others. */
export function webSocketDomains({ domains, webSocketApis }: GatewayDefinition): ReadonlyMap<string, DomainDefinition> {
  const ids = new Set(webSocketApis.map(({ apiId }) => apiId))
  const ours = domains.filter(({ mappings }) => mappings.some(({ apiId }) => ids.has(apiId)))
  return new Map(ours.map((domain) => [domain.name, domain]))
}

/** The WebSocket APIs of a definition, by their ids. */
export function servedApis({ usagePlans, webSocketApis }: GatewayDefinition): ReadonlyMap<string, ServedApi> {
  return new Map(
    webSocketApis.map((api) => [
      api.apiId,
      {
        api,
        holders: new Map(
          [...api.stages.keys()].map((stage) => [stage, createPlanHolders(usagePlans, api.apiId, stage)]),
        ),
      },
    ]),
  )
}
