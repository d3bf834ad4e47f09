import type { DomainDefinition } from '../definition/domain.ts'
import type { GatewayDefinition } from '../definition/gateway.ts'

/** Domains that lead to WebSocket APIs; they lead to no others. */
export function webSocketDomains({ domains, webSocketApis }: GatewayDefinition): ReadonlyMap<string, DomainDefinition> {
  const ids = new Set(webSocketApis.map(({ apiId }) => apiId))
  const ours = domains.filter(({ mappings }) => mappings.some(({ apiId }) => ids.has(apiId)))
  return new Map(ours.map((domain) => [domain.name, domain]))
}
