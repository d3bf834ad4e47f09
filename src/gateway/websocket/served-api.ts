import type { GatewayDefinition } from '../definition/gateway.ts'
import type { WebSocketApiDefinition } from '../definition/websocket-api.ts'
import { createPlanHolders, type PlanHolders } from '../throttling/plan-holders.ts'

export interface ServedApi {
  readonly api: WebSocketApiDefinition
  /** The API keys that open each stage. */
  readonly holders: ReadonlyMap<string, PlanHolders>
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
