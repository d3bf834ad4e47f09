import { createHash } from 'node:crypto'
import type { JsonObject } from '../json.ts'
import type { ApiEvent } from './api-event.ts'
import { restDomain } from './domain.ts'
import type { MadeResource } from './function.ts'
import { restBody } from './rest-body.ts'
import { allowOnly, child, mapOf, pick, refuse } from './sam-context.ts'
import type { SamNode } from './sam-context.ts'

const apiKeys = [
  'AccessLogSetting',
  'AlwaysDeploy',
  'ApiKeySourceType',
  'Auth',
  'BinaryMediaTypes',
  'CacheClusterEnabled',
  'CacheClusterSize',
  'CanarySetting',
  'Cors',
  'DefinitionBody',
  'DefinitionUri',
  'Description',
  'DisableExecuteApiEndpoint',
  'Domain',
  'EndpointAccessMode',
  'EndpointConfiguration',
  'FailOnWarnings',
  'GatewayResponses',
  'MergeDefinitions',
  'MethodSettings',
  'MinimumCompressionSize',
  'Mode',
  'Models',
  'Name',
  'OpenApiVersion',
  'Policy',
  'PropagateTags',
  'SecurityPolicy',
  'StageName',
  'Tags',
  'TracingEnabled',
  'Variables',
]

/** `AWS::Serverless::Api` to its API, deployment and stage. */
export function transformRestApi(
  logicalId: string,
  node: SamNode,
  events: readonly ApiEvent[],
): readonly MadeResource[] {
  allowOnly(node, apiKeys)
  const { StageName, OpenApiVersion, ...properties } = mapOf(node)
  if (StageName === undefined) throw refuse(node, 'An API has a stage.', 'Write "StageName: Prod".')
  const passedOn = [
    'Name',
    'Description',
    'Mode',
    'ApiKeySourceType',
    'BinaryMediaTypes',
    'MinimumCompressionSize',
    'FailOnWarnings',
    'Policy',
    'SecurityPolicy',
  ]
  const deploymentId = `${logicalId}Deployment`
  const stageId = stageLogicalId(logicalId, StageName)
  const RestApiId = { Ref: logicalId }
  const stageProperties = [
    'CacheClusterEnabled',
    'CacheClusterSize',
    'Variables',
    'MethodSettings',
    'AccessLogSetting',
    'CanarySetting',
    'TracingEnabled',
    'Tags',
  ]
  return [
    {
      logicalId,
      type: 'AWS::ApiGateway::RestApi',
      properties: {
        ...pick(properties, passedOn),
        ...endpointOf(child(node, 'EndpointConfiguration')),
        Body: restBody(node, events),
      },
    },
    {
      logicalId: deploymentId,
      type: 'AWS::ApiGateway::Deployment',
      // Cognito: without OpenApiVersion, SAM makes a second stage that is named "Stage".
      properties: { RestApiId, ...(OpenApiVersion === undefined && { StageName: 'Stage' }) },
    },
    {
      logicalId: stageId,
      type: 'AWS::ApiGateway::Stage',
      properties: { RestApiId, DeploymentId: { Ref: deploymentId }, StageName, ...pick(properties, stageProperties) },
    },
    ...restDomain(child(node, 'Domain'), { logicalId, stageId }),
  ]
}

/** A type by itself, or with what belongs to a private one. */
function endpointOf(node: SamNode): JsonObject {
  if (node.value === undefined) return {}
  if (typeof node.value === 'string') return { EndpointConfiguration: { Types: [node.value] } }
  allowOnly(node, ['Type', 'VPCEndpointIds', 'IpAddressType'])
  const { Type, VPCEndpointIds, IpAddressType } = mapOf(node)
  return {
    EndpointConfiguration: {
      ...(Type !== undefined && { Types: [Type] }),
      ...(VPCEndpointIds !== undefined && { VpcEndpointIds: VPCEndpointIds }),
      ...(IpAddressType !== undefined && { IpAddressType }),
    },
  }
}

/** As SAM names it, so that a template may refer to it. */
export function stageLogicalId(apiId: string, stageName: unknown): string {
  if (typeof stageName !== 'string') return `${apiId}Stage`
  if (/^[A-Za-z0-9]+$/.test(stageName)) return `${apiId}${stageName}Stage`
  return `${apiId}Stage${createHash('sha1').update(stageName).digest('hex').slice(0, 10)}`
}
