import type { TemplateOutput } from '../../config/plans/running.ts'
import type { TemplateResource } from '../../domain/template-resource.ts'
import type { Addresses } from '../../ports/addresses.ts'
import type { TemplateReading } from './read-template.ts'

export interface OutputOptions {
  readonly addresses: Pick<Addresses, 'domainOrigin' | 'issuer'>
  readonly apiUrl: (apiId: string) => string
}

type Where = (id: string) => string | undefined

const executeApi = /\b(https|wss):\/\/([a-z0-9]+)\.execute-api\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?/g
const issuer = /\bhttps:\/\/(?:issuer-)?cognito-idp\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?\/([a-z0-9-]+_[A-Za-z0-9]+)/g
const poolDomain = /\bhttps:\/\/([a-z0-9-]+)\.auth\.[a-z0-9-]+\.amazoncognito\.com/g

/**
 * What a template says of itself, for people to copy. Templates spell addresses AWS's way (`https://${Api}.execute-api.…`):
 * those of its own APIs, pools and domains become the ones at which they answer here.
 */
export function templateOutputs(
  { gateway, outputs, resources }: Pick<TemplateReading, 'gateway' | 'outputs' | 'resources'>,
  { addresses, apiUrl }: OutputOptions,
): readonly TemplateOutput[] {
  const apiIds = new Set([...gateway.apis, ...gateway.webSocketApis].map(({ apiId }) => apiId))
  const poolIds = new Set(idsOf(resources, 'AWS::Cognito::UserPool'))
  const domains = new Map(resources.flatMap((resource) => domainOf(resource)))
  const ofApi: Where = (id) => (apiIds.has(id) ? apiUrl(id) : undefined)
  const ofPool: Where = (id) => (poolIds.has(id) ? addresses.issuer(id) : undefined)
  const ofDomain: Where = (domain) => {
    const poolId = domains.get(domain)
    if (poolId === undefined) return undefined
    return addresses.domainOrigin({ domain, poolId, customDomainConfig: undefined })
  }
  const here = (text: string): string =>
    text
      .replace(executeApi, (all, scheme: string, id: string) => ofApi(id)?.replace(/^https/, scheme) ?? all)
      .replace(issuer, (all, id: string) => ofPool(id) ?? all)
      .replace(poolDomain, (all, domain: string) => ofDomain(domain) ?? all)
  return Object.entries(outputs).map(([name, value]) => ({
    name,
    value: here(typeof value === 'string' ? value : JSON.stringify(value)),
  }))
}

function idsOf(resources: readonly TemplateResource[], type: string): readonly string[] {
  return resources.filter((resource) => resource.type === type).map(({ physicalId }) => physicalId)
}

function domainOf({ properties, type }: TemplateResource): readonly (readonly [domain: string, poolId: string])[] {
  if (type !== 'AWS::Cognito::UserPoolDomain') return []
  const { Domain, UserPoolId } = properties
  return typeof Domain === 'string' && typeof UserPoolId === 'string' ? [[Domain, UserPoolId]] : []
}
