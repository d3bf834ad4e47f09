import type { TemplateResource } from '../../../domain/template-resource.ts'
import type { WebSocketValidation } from '../../definition/websocket-api.ts'
import { refuseNode, requireMember, text, type TemplateNode } from '../template-node.ts'
import { allowOnly, isTrue, member, optionalText, propertiesOf } from '../template-node.ts'
import { modelsOfApi } from '../rest/api-models.ts'
import { resourcesOfApi } from '../template-index.ts'
import { webSocketAuthorizerOf, type CompileWebSocketAuthorizer } from './websocket-authorizer.ts'
import { webSocketValidationOf } from './websocket-validation.ts'
import { webSocketIntegrationOf, type CompileWebSocketIntegration } from './websocket-integration.ts'

export interface WebSocketRouteDeclaration {
  readonly key: string
  readonly isTwoWay: boolean
  readonly isApiKeyRequired: boolean
  readonly authorizer: CompileWebSocketAuthorizer | undefined
  readonly validation: WebSocketValidation | undefined
  readonly integration: CompileWebSocketIntegration
}

const ROUTE = [
  'ApiId',
  'RouteKey',
  'Target',
  'AuthorizationType',
  'AuthorizerId',
  'ApiKeyRequired',
  'OperationName',
  'RouteResponseSelectionExpression',
  'RequestModels',
  'RequestParameters',
  'ModelSelectionExpression',
]
const ROUTE_ADVICE = {
  AuthorizationScopes: 'is for JWT authorizers, which WebSocket APIs do not have; look at them in a Lambda authorizer',
}
/** The routes of a WebSocket API, by key. */
export function webSocketRoutesOf(
  api: TemplateResource,
  resources: readonly TemplateResource[],
): readonly WebSocketRouteDeclaration[] {
  const seen = new Set<string>()
  const models = modelsOfApi(api, resources, 'websocket')
  return resourcesOfApi(resources, 'AWS::ApiGatewayV2::Route', 'ApiId', api).map((resource) => {
    const node = propertiesOf(resource)
    allowOnly(node, ROUTE, ROUTE_ADVICE)
    const keyNode = requireMember(node, 'RouteKey')
    const key = text(keyNode)
    if (key.startsWith('$') && !['$connect', '$disconnect', '$default'].includes(key)) {
      throw refuseNode(keyNode, 'must be $connect, $disconnect, $default or a key of your own without $')
    }
    if (seen.has(key)) throw refuseNode(keyNode, `${key} is there twice`)
    seen.add(key)
    return {
      key,
      isTwoWay: isTwoWay(node, resource, resources),
      isApiKeyRequired: isTrue(member(node, 'ApiKeyRequired')),
      authorizer: webSocketAuthorizerOf(node, key, resources),
      validation: webSocketValidationOf(node, key, models),
      integration: webSocketIntegrationOf(requireMember(node, 'Target'), resources),
    }
  })
}

/** Needs both: the expression, and the response that it selects. */
function isTwoWay(node: TemplateNode, route: TemplateResource, resources: readonly TemplateResource[]): boolean {
  const expression = member(node, 'RouteResponseSelectionExpression')
  const responses = resources.filter(
    (resource) =>
      resource.type === 'AWS::ApiGatewayV2::RouteResponse' &&
      optionalText(propertiesOf(resource), 'RouteId') === route.physicalId,
  )
  for (const response of responses) {
    const properties = propertiesOf(response)
    allowOnly(properties, ['ApiId', 'RouteId', 'RouteResponseKey'])
    const responseKey = requireMember(properties, 'RouteResponseKey')
    if (text(responseKey) !== '$default') throw refuseNode(responseKey, 'must be $default')
  }
  if (expression !== undefined && text(expression) !== '$default') throw refuseNode(expression, 'must be $default')
  if ((expression === undefined) !== (responses.length === 0)) {
    throw refuseNode(node, 'replies need both a RouteResponse and RouteResponseSelectionExpression: $default')
  }
  return expression !== undefined
}
