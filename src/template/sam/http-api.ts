import { isJsonObject } from '../json.ts'
import type { JsonObject } from '../json.ts'
import type { ApiEvent } from './api-event.ts'
import { httpDomain } from './domain.ts'
import type { MadeResource } from './function.ts'
import { httpBody, httpStageName } from './http-body.ts'
import { stageLogicalId } from './rest-api.ts'
import { allowOnly, child, mapOf, pick } from './sam-context.ts'
import type { SamNode } from './sam-context.ts'

const apiKeys = [
  'AccessLogSettings',
  'Auth',
  'CorsConfiguration',
  'DefaultRouteSettings',
  'DefinitionBody',
  'DefinitionUri',
  'Description',
  'DisableExecuteApiEndpoint',
  'Domain',
  'FailOnWarnings',
  'Name',
  'PropagateTags',
  'RouteSettings',
  'StageName',
  'StageVariables',
  'Tags',
]

/** `AWS::Serverless::HttpApi` to its API and stage. */
export function transformHttpApi(
  logicalId: string,
  node: SamNode,
  events: readonly ApiEvent[],
): readonly MadeResource[] {
  allowOnly(node, apiKeys)
  const properties = mapOf(node)
  const stageName = httpStageName(node)
  const stageId = stageName === '$default' ? `${logicalId}ApiGatewayDefaultStage` : stageLogicalId(logicalId, stageName)
  const body = httpBody(node, events)
  const disabled = properties.DisableExecuteApiEndpoint
  const endpoint = { 'x-amazon-apigateway-endpoint-configuration': { disableExecuteApiEndpoint: disabled ?? false } }
  const routeSettings = { ...routeSettingsOf(child(node, 'RouteSettings').value), ...eventRouteSettings(events) }
  return [
    {
      logicalId,
      type: 'AWS::ApiGatewayV2::Api',
      properties: {
        ...pick(properties, ['FailOnWarnings']),
        Body: disabled === undefined ? body : { ...body, servers: [endpoint] },
      },
    },
    {
      logicalId: stageId,
      type: 'AWS::ApiGatewayV2::Stage',
      properties: {
        ApiId: { Ref: logicalId },
        StageName: stageName,
        AutoDeploy: true,
        ...pick(properties, ['AccessLogSettings', 'DefaultRouteSettings', 'StageVariables', 'Tags']),
        ...(Object.keys(routeSettings).length > 0 && { RouteSettings: routeSettings }),
      },
    },
    ...httpDomain(child(node, 'Domain'), { logicalId, stageId }),
  ]
}

function routeSettingsOf(value: unknown): JsonObject {
  return isJsonObject(value) ? value : {}
}

function eventRouteSettings(events: readonly ApiEvent[]): JsonObject {
  return Object.fromEntries(
    events.flatMap(({ node, method, path }) => {
      const settings = child(node, 'RouteSettings').value
      const key = path === '$default' ? path : `${method.toUpperCase()} ${path}`
      return isJsonObject(settings) ? [[key, settings] as const] : []
    }),
  )
}
