import type { ServedApi } from '../../config/plans/running.ts'
import type { GatewayDefinition } from '../../gateway/definition/gateway.ts'
import type { StageAddress } from '../../gateway/definition/domain.ts'
import type { StageUrl } from '../hosts/addresses.ts'

/** Where APIs answer, for what is said when they do: each stage of each, then their own domains. */
export function servedApis(
  { apis, domains, webSocketApis }: GatewayDefinition,
  { port, stageUrl }: { readonly port: string; readonly stageUrl: StageUrl },
): readonly ServedApi[] {
  const known = [...apis, ...webSocketApis.map((api) => ({ ...api, kind: 'WEBSOCKET' as const }))]
  // Not by their names: APIs of SAM are all called as their stack is.
  const entry = ({ kind, logicalId }: (typeof known)[number], url: string): ServedApi => ({
    name: logicalId,
    url: kind === 'WEBSOCKET' ? url.replace(/^https/, 'wss') : url,
  })
  const atEndpoints = known
    .filter(({ disablesDefaultEndpoint }) => !disablesDefaultEndpoint)
    .flatMap((api) => [...api.stages.keys()].map((stage) => entry(api, stageUrl(api.apiId, stage))))
  const onDomain = (domain: string, { apiId }: StageAddress, basePath: readonly string[]) => {
    const api = known.find((candidate) => candidate.apiId === apiId)
    const url = [`https://${domain}${port === '' ? '' : `:${port}`}`, ...basePath].join('/')
    return api === undefined ? [] : [entry(api, url)]
  }
  const onDomains = domains.flatMap(({ mappings, name, rules }) => [
    ...rules.flatMap((rule) => (rule.basePaths ?? [[]]).flatMap((basePath) => onDomain(name, rule, basePath))),
    ...mappings.flatMap((mapping) => onDomain(name, mapping, mapping.basePath)),
  ])
  return [...atEndpoints, ...onDomains]
}
