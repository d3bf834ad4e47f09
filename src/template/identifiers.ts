import { createHash } from 'node:crypto'

import { jsonText } from './json.ts'
import type { JsonObject } from './json.ts'
import type { Deployment } from './pseudo-parameters.ts'
import { partitionOf } from './pseudo-parameters.ts'

/** The property that names a resource, and so is what `Ref` yields. */
const namedBy: Readonly<Record<string, string>> = {
  'AWS::ApiGateway::DomainName': 'DomainName',
  'AWS::ApiGateway::GatewayResponse': 'ResponseType',
  'AWS::ApiGateway::Model': 'Name',
  'AWS::ApiGateway::Stage': 'StageName',
  'AWS::ApiGatewayV2::DomainName': 'DomainName',
  'AWS::ApiGatewayV2::Stage': 'StageName',
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::Events::EventBus': 'Name',
  'AWS::IAM::Role': 'RoleName',
  'AWS::Kinesis::Stream': 'Name',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::S3::Bucket': 'BucketName',
  'AWS::SQS::Queue': 'QueueName',
  'AWS::StepFunctions::StateMachine': 'StateMachineName',
}

/** Lengths of the ids that API Gateway gives: ten characters for an API, fewer for its parts. */
const generatedIds: Readonly<Record<string, number>> = {
  'AWS::ApiGateway::ApiKey': 10,
  'AWS::ApiGateway::Authorizer': 6,
  'AWS::ApiGateway::BasePathMapping': 6,
  'AWS::ApiGateway::Deployment': 6,
  'AWS::ApiGateway::RequestValidator': 6,
  'AWS::ApiGateway::Resource': 6,
  'AWS::ApiGateway::RestApi': 10,
  'AWS::ApiGateway::UsagePlan': 6,
  'AWS::ApiGateway::VpcLink': 6,
  'AWS::ApiGatewayV2::Api': 10,
  'AWS::ApiGatewayV2::ApiMapping': 6,
  'AWS::ApiGatewayV2::Authorizer': 6,
  'AWS::ApiGatewayV2::Deployment': 6,
  'AWS::ApiGatewayV2::Integration': 7,
  'AWS::ApiGatewayV2::Route': 7,
  'AWS::ApiGatewayV2::RoutingRule': 6,
  'AWS::ApiGatewayV2::VpcLink': 6,
}

export interface ResourceIdentity {
  readonly logicalId: string
  readonly type: string
  readonly properties: JsonObject
}

/**
 * The physical id of a resource that no operation creates. It follows from stack and logical id alone, so URLs stay
 * the same across restarts without anything being stored.
 */
export function physicalIdOf(resource: ResourceIdentity, deployment: Deployment): string {
  const { type, properties } = resource
  const name = nameOf(resource, deployment)
  if (type === 'AWS::SQS::Queue') return queueUrl(name, deployment)
  return (refIsArn.has(type) ? arnOf(type, name, properties, deployment) : undefined) ?? name
}

/** What its ARN ends in: an id, or the name that it was given or gets. */
export function nameOf({ logicalId, type, properties }: ResourceIdentity, { stackName }: Deployment): string {
  const given = namedBy[type] === undefined ? undefined : properties[namedBy[type]]
  const length = generatedIds[type]
  const seed = `${stackName}/${logicalId}`
  if (length !== undefined) return stableId(seed, length)
  const name = typeof given === 'string' ? given : `${stackName}-${logicalId}-${stableId(seed, 12)}`
  return type === 'AWS::S3::Bucket' ? name.toLowerCase() : name
}

function queueUrl(name: string, { accountId, region }: Deployment): string {
  return `https://sqs.${region}.amazonaws.com/${accountId}/${name}`
}

const refIsArn = new Set([
  'AWS::ElasticLoadBalancingV2::Listener',
  'AWS::ElasticLoadBalancingV2::LoadBalancer',
  'AWS::Lambda::Alias',
  'AWS::Lambda::Version',
  'AWS::SNS::Topic',
  'AWS::StepFunctions::StateMachine',
])

/** The ARN of a resource by its name, for the types that templates here commonly name. */
export function arnOf(type: string, name: string, properties: JsonObject, deployment: Deployment): string | undefined {
  const { region, accountId } = deployment
  const arn = `arn:${partitionOf(region)}`
  const target = typeof properties.FunctionName === 'string' ? properties.FunctionName : name
  const functionArn = target.startsWith('arn:') ? target : `${arn}:lambda:${region}:${accountId}:function:${target}`
  switch (type) {
    case 'AWS::ApiGateway::DomainName':
    case 'AWS::ApiGatewayV2::DomainName':
      return `${arn}:apigateway:${region}::/domainnames/${name}`
    case 'AWS::DynamoDB::Table':
      return `${arn}:dynamodb:${region}:${accountId}:table/${name}`
    case 'AWS::ElasticLoadBalancingV2::Listener':
      return `${arn}:elasticloadbalancing:${region}:${accountId}:listener/app/${name}/${stableId(name, 16)}`
    case 'AWS::ElasticLoadBalancingV2::LoadBalancer':
      return `${arn}:elasticloadbalancing:${region}:${accountId}:loadbalancer/${kindOf(properties)}/${name}/${stableId(name, 16)}`
    case 'AWS::Events::EventBus':
      return `${arn}:events:${region}:${accountId}:event-bus/${name}`
    case 'AWS::IAM::Role':
      return `${arn}:iam::${accountId}:role/${name}`
    case 'AWS::Kinesis::Stream':
      return `${arn}:kinesis:${region}:${accountId}:stream/${name}`
    case 'AWS::Lambda::Function':
      return functionArn
    case 'AWS::Lambda::Alias':
      return `${functionArn}:${jsonText(properties.Name)}`
    case 'AWS::Lambda::Version':
      return `${functionArn}:1`
    case 'AWS::Logs::LogGroup':
      return `${arn}:logs:${region}:${accountId}:log-group:${name}:*`
    case 'AWS::S3::Bucket':
      return `${arn}:s3:::${name}`
    case 'AWS::ServiceDiscovery::Service':
      return `${arn}:servicediscovery:${region}:${accountId}:service/${name}`
    case 'AWS::SNS::Topic':
      return `${arn}:sns:${region}:${accountId}:${name}`
    case 'AWS::SQS::Queue':
      return `${arn}:sqs:${region}:${accountId}:${name}`
    case 'AWS::StepFunctions::StateMachine':
      return `${arn}:states:${region}:${accountId}:stateMachine:${name}`
    default:
      return undefined
  }
}

function kindOf({ Type }: JsonObject): 'net' | 'app' {
  return Type === 'network' ? 'net' : 'app'
}

function stableId(seed: string, length: number): string {
  const digest = createHash('sha256').update(seed).digest('hex')
  return BigInt(`0x${digest}`).toString(36).slice(0, length)
}
