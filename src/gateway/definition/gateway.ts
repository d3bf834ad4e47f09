import type { ApiDefinition } from './api.ts'

/** All that one gateway serves, compiled from one template. It is replaced as a whole or not at all. */
export interface GatewayDefinition {
  readonly apis: readonly ApiDefinition[]
}

export const emptyGateway: GatewayDefinition = { apis: [] }
