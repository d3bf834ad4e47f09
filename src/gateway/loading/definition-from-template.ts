import type { TemplateResource } from '../../domain/template-resource.ts'
import type { GatewayDefinition } from '../definition/gateway.ts'
import { nearestName } from '../../domain/nearest-name.ts'
import type { ResolveIssuer } from './compile-context.ts'
import { customDomainsOf } from './domains/custom-domains.ts'
import type { ReadTruststore } from './domains/domain-security.ts'
import { DefinitionRefused, type DefinitionProblem } from './definition-refused.ts'
import { httpApiOfTemplate } from './http/http-api.ts'
import { restApiOfTemplate } from './rest/rest-api.ts'
import { noAwsPlaces, type AwsPlaces } from './aws/aws-places.ts'
import { checkApiOf } from './template-index.ts'
import { propertiesOf, refuseNode } from './template-node.ts'
import { checkVpcLinks, findPrivateOrigins, type VpcLinkPlace } from './vpc-links.ts'
import { isWebSocketApi, webSocketApiOfTemplate } from './websocket/websocket-api.ts'
import { usagePlansOf, type MakeApiKeyValue } from './rest/usage-plans.ts'

export interface TemplateReadingOptions {
  readonly region: string
  readonly accountId: string
  /** Maps AWS's spelling of an issuer to the one that tokens carry here; identity against Amazon Cognito itself. */
  readonly resolveIssuer?: ResolveIssuer
  readonly makeApiKeyValue?: MakeApiKeyValue
  /** Where VPC links lead; one that is not among them is refused. */
  readonly vpcLinks?: readonly VpcLinkPlace[]
  /** How services of AWS are called; without it, what has one as a backend is refused. */
  readonly awsPlaces?: AwsPlaces
  /** Of domains whose clients must show a certificate; without it they are refused. */
  readonly readTruststore?: ReadTruststore
  /** Named in front of every problem. */
  readonly file?: string
}

const SUPPORTED_TYPES = new Set([
  'AWS::ApiGateway::Account',
  'AWS::ApiGateway::ApiKey',
  'AWS::ApiGateway::Authorizer',
  'AWS::ApiGateway::BasePathMapping',
  'AWS::ApiGateway::Deployment',
  'AWS::ApiGateway::DocumentationPart',
  'AWS::ApiGateway::DocumentationVersion',
  'AWS::ApiGateway::DomainName',
  'AWS::ApiGateway::GatewayResponse',
  'AWS::ApiGateway::Method',
  'AWS::ApiGateway::Model',
  'AWS::ApiGateway::RequestValidator',
  'AWS::ApiGateway::Resource',
  'AWS::ApiGateway::RestApi',
  'AWS::ApiGateway::Stage',
  'AWS::ApiGateway::UsagePlan',
  'AWS::ApiGateway::UsagePlanKey',
  'AWS::ApiGateway::VpcLink',
  'AWS::ApiGatewayV2::Api',
  'AWS::ApiGatewayV2::ApiMapping',
  'AWS::ApiGatewayV2::Authorizer',
  'AWS::ApiGatewayV2::Deployment',
  'AWS::ApiGatewayV2::DomainName',
  'AWS::ApiGatewayV2::Integration',
  'AWS::ApiGatewayV2::IntegrationResponse',
  'AWS::ApiGatewayV2::Model',
  'AWS::ApiGatewayV2::Route',
  'AWS::ApiGatewayV2::RouteResponse',
  'AWS::ApiGatewayV2::RoutingRule',
  'AWS::ApiGatewayV2::Stage',
  'AWS::ApiGatewayV2::VpcLink',
])

/** Compiles every API of a template. Throws `DefinitionRefused` with all problems; nothing is served half. */
export function definitionFromTemplate(
  resources: readonly TemplateResource[],
  {
    region,
    accountId,
    resolveIssuer = (issuer) => issuer,
    makeApiKeyValue,
    vpcLinks = [],
    awsPlaces = noAwsPlaces,
    readTruststore = () => 'cannot be read here',
    file,
  }: TemplateReadingOptions,
): GatewayDefinition {
  const place = {
    region,
    accountId,
    resolveIssuer,
    awsPlaces,
    findPrivateOrigins: findPrivateOrigins(resources, vpcLinks),
  }
  const problems: DefinitionProblem[] = []
  const collect = <Result>(read: () => Result): readonly Result[] => {
    try {
      return [read()]
    } catch (error) {
      if (!(error instanceof DefinitionRefused)) throw error
      problems.push(...error.problems)
      return []
    }
  }
  const apis = resources.flatMap((resource) => {
    if (!resource.type.startsWith('AWS::ApiGateway')) return []
    if (resource.type === 'AWS::ApiGateway::RestApi')
      return collect(() => restApiOfTemplate(resource, resources, place))
    if (isWebSocketApi(resource)) return []
    if (resource.type === 'AWS::ApiGatewayV2::Api') return collect(() => httpApiOfTemplate(resource, resources, place))
    if (SUPPORTED_TYPES.has(resource.type)) return []
    return collect(() => {
      const instead = nearestName(resource.type, SUPPORTED_TYPES)
      const advice = instead === undefined ? 'remove the resource' : `did you mean ${instead}?`
      throw refuseNode(propertiesOf(resource), `the type ${resource.type} is not supported; ${advice}`)
    })
  })
  const webSocketApis = resources.flatMap((resource) =>
    isWebSocketApi(resource) ? collect(() => webSocketApiOfTemplate(resource, resources, place)) : [],
  )
  for (const resource of resources.filter(({ type }) => SUPPORTED_TYPES.has(type))) {
    collect(() => checkApiOf(resource, resources))
  }
  collect(() => checkVpcLinks(resources))
  const usagePlans = collect(() => usagePlansOf(resources, makeApiKeyValue)).flat()
  const domains = collect(() => customDomainsOf(resources, { apis, webSocketApis }, readTruststore)).flat()
  if (problems.length > 0) throw new DefinitionRefused(problems, file)
  return { apis, webSocketApis, usagePlans, domains }
}
