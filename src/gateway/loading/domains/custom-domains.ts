import type { TemplateResource } from '../../../domain/template-resource.ts'
import type { ApiDefinition } from '../../definition/api.ts'
import type { BasePathMapping, DomainDefinition, StageAddress } from '../../definition/domain.ts'
import type { GatewayDefinition } from '../../definition/gateway.ts'
import { unmatchedStatus } from '../api-extras.ts'
import { basePathMappingsOf } from './base-path-mappings.ts'
import { domainNamesOf } from './domain-names.ts'
import type { ReadTruststore } from './domain-security.ts'
import type { OnDomain } from './on-domain.ts'
import { routingRulesOf } from './routing-rules.ts'
import { refuseNode } from '../template-node.ts'

/** Every custom domain of a template with what it leads to. */
export function customDomainsOf(
  resources: readonly TemplateResource[],
  { apis, webSocketApis }: Pick<GatewayDefinition, 'apis' | 'webSocketApis'>,
  readTruststore: ReadTruststore,
): readonly DomainDefinition[] {
  const declared = domainNamesOf(resources, readTruststore)
  const names = new Set(declared.map(({ name }) => name))
  const mappings = basePathMappingsOf(resources, [...apis, ...webSocketApis])
  const rules = routingRulesOf(resources, apis)
  for (const { domain, node } of [...mappings, ...rules]) {
    if (!names.has(domain)) throw refuseNode(node, `names the domain ${domain}, which this template does not declare`)
  }
  refuseMixtures(mappings, webSocketApis)
  return declared.map(({ certificateArn, mode, name, truststore, unmatched }): DomainDefinition => {
    const ownMappings = targetsOf(mappings, name)
    const ownRules = targetsOf(rules, name)
    const reached: readonly StageAddress[] = [...ownMappings, ...ownRules]
    // As an HTTP API where it has no others.
    const kind = reached.length > 0 && reached.every((target) => isHttpApi(target, apis)) ? 'HTTP' : 'REST'
    return {
      name,
      unmatched: unmatchedStatus(unmatched, kind),
      hasHealthCheck: reached.length > 0 && kind === 'REST',
      certificateArn,
      truststore,
      rules: mode === 'BASE_PATH_MAPPING_ONLY' ? [] : ownRules.toSorted((one, other) => one.priority - other.priority),
      mappings:
        mode === 'ROUTING_RULE_ONLY'
          ? []
          : ownMappings.toSorted((one, other) => other.basePath.length - one.basePath.length),
    }
  })
}

/** API Gateway: a domain leads to WebSocket APIs, at one level, or to others. */
function refuseMixtures(
  mappings: readonly OnDomain<BasePathMapping>[],
  webSocketApis: GatewayDefinition['webSocketApis'],
) {
  const isWebSocket = ({ target }: OnDomain<BasePathMapping>) =>
    webSocketApis.some(({ apiId }) => apiId === target.apiId)
  for (const [domain, group] of Map.groupBy(mappings, (mapping) => mapping.domain)) {
    const ofWebSockets = group.filter(isWebSocket)
    const [first] = ofWebSockets
    if (first === undefined) continue
    if (ofWebSockets.length < group.length) {
      throw refuseNode(
        first.node,
        `maps a WebSocket API on ${domain}, which leads to other APIs too; write two domains`,
      )
    }
    const deep = ofWebSockets.find(({ target }) => target.basePath.length > 1)
    if (deep !== undefined) throw refuseNode(deep.node, 'has several levels, which WebSocket APIs do not have')
  }
}

function targetsOf<Target extends StageAddress>(placed: readonly OnDomain<Target>[], name: string): readonly Target[] {
  return placed.flatMap(({ domain, target }) => (domain === name ? [target] : []))
}

function isHttpApi({ apiId }: StageAddress, apis: readonly ApiDefinition[]): boolean {
  return apis.some((api) => api.apiId === apiId && api.kind === 'HTTP')
}
