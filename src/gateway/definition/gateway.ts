import type { ApiDefinition } from './api.ts'
import type { WebSocketApiDefinition } from './websocket-api.ts'
import type { DomainDefinition } from './domain.ts'
import type { UsagePlan } from './usage-plan.ts'

/** All that one gateway serves, compiled from one template. It is replaced as a whole or not at all. */
export interface GatewayDefinition {
  readonly apis: readonly ApiDefinition[]
  readonly webSocketApis: readonly WebSocketApiDefinition[]
  readonly usagePlans: readonly UsagePlan[]
  readonly domains: readonly DomainDefinition[]
}

export const emptyGateway: GatewayDefinition = { apis: [], webSocketApis: [], usagePlans: [], domains: [] }
