import { arnOf, nameOf, physicalIdOf } from './identifiers.ts'
import type { ResourceIdentity } from './identifiers.ts'
import { jsonText } from './json.ts'
import type { Json } from './json.ts'
import type { Deployment } from './pseudo-parameters.ts'
import { partitionOf } from './pseudo-parameters.ts'
import type { Provisioned } from './resolve.ts'

/** No hosted zone stands behind it; shaped as one for templates that hand it to Route 53. */
const HOSTED_ZONE = 'Z0000000000000'

export interface StandardResourceOptions extends Deployment {
  /** The base URL of an HTTP API; AWS's own spelling unless given. */
  readonly apiEndpoint?: (apiId: string) => string
}

/** `Ref` and `Fn::GetAtt` of a resource that no operation creates: APIs, functions, and whatever else stands by. */
export function standardResource(resource: ResourceIdentity, options: StandardResourceOptions): Provisioned {
  const physicalId = physicalIdOf(resource, options)
  const arn = arnOf(resource.type, nameOf(resource, options), resource.properties, options)
  return {
    physicalId,
    attributes: { ...(arn !== undefined && { Arn: arn }), ...attributesOf(resource, physicalId, options) },
  }
}

function attributesOf(
  resource: ResourceIdentity,
  physicalId: string,
  options: StandardResourceOptions,
): Record<string, Json> {
  const { type, logicalId, properties } = resource
  const { region, accountId, stackName } = options
  switch (type) {
    case 'AWS::ApiGateway::RestApi':
      // The root resource is found by this id again when methods hang on it.
      return { RestApiId: physicalId, RootResourceId: `${physicalId}-root` }
    case 'AWS::ApiGateway::Authorizer':
      return { AuthorizerId: physicalId }
    case 'AWS::ApiGateway::Deployment':
      return { DeploymentId: physicalId }
    case 'AWS::ApiGateway::Resource':
      return { ResourceId: physicalId }
    case 'AWS::ApiGatewayV2::Api':
      return { ApiId: physicalId, ApiEndpoint: endpointOf(physicalId, properties, options) }
    case 'AWS::ApiGateway::DomainName':
    case 'AWS::ApiGatewayV2::DomainName':
      return domainNameAttributes(jsonText(properties.DomainName ?? physicalId), resource, options)
    case 'AWS::ApiGatewayV2::Authorizer':
      return { AuthorizerId: physicalId }
    case 'AWS::ApiGatewayV2::Integration':
      return { IntegrationId: physicalId }
    case 'AWS::DynamoDB::Table':
      return {
        StreamArn: `arn:${partitionOf(region)}:dynamodb:${region}:${accountId}:table/${physicalId}/stream/local`,
      }
    case 'AWS::ApiGateway::VpcLink':
    case 'AWS::ApiGatewayV2::VpcLink':
      return { VpcLinkId: physicalId }
    case 'AWS::ElasticLoadBalancingV2::Listener':
      return { ListenerArn: physicalId }
    case 'AWS::ElasticLoadBalancingV2::LoadBalancer':
      return {
        LoadBalancerArn: physicalId,
        DNSName: `${stackName}-${logicalId}.elb.${region}.amazonaws.com`.toLowerCase(),
      }
    case 'AWS::ServiceDiscovery::Service':
      return { Id: physicalId }
    case 'AWS::IAM::Role':
      return { RoleId: `AROA${logicalId.toUpperCase().slice(0, 16)}` }
    case 'AWS::Lambda::Version':
      return { Version: '1', FunctionArn: physicalId }
    case 'AWS::SNS::Topic':
      return { TopicArn: physicalId, TopicName: jsonText(properties.TopicName ?? `${stackName}-${logicalId}`) }
    case 'AWS::SQS::Queue':
      return { QueueName: nameOf(resource, options), QueueUrl: physicalId }
    case 'AWS::Events::EventBus':
    case 'AWS::StepFunctions::StateMachine':
      return { Name: nameOf(resource, options) }
    default:
      return {}
  }
}

function endpointOf(
  apiId: string,
  { ProtocolType }: ResourceIdentity['properties'],
  { apiEndpoint, region }: StandardResourceOptions,
): string {
  const endpoint = apiEndpoint?.(apiId) ?? awsEndpoint(apiId, region)
  return ProtocolType === 'WEBSOCKET' ? endpoint.replace(/^http/, 'ws') : endpoint
}

/** Where a DNS record for the domain points: to the domain itself, whose DNS is the operator's. */
function domainNameAttributes(
  name: string,
  { properties, type }: ResourceIdentity,
  options: StandardResourceOptions,
): Record<string, Json> {
  return {
    DomainNameArn: arnOf(type, name, properties, options) ?? name,
    DistributionDomainName: name,
    DistributionHostedZoneId: HOSTED_ZONE,
    RegionalDomainName: name,
    RegionalHostedZoneId: HOSTED_ZONE,
  }
}

function awsEndpoint(apiId: string, region: string): string {
  return `https://${apiId}.execute-api.${region}.amazonaws.com`
}
