import type { TemplateResource } from '../../../domain/template-resource.ts'
import type { WebSocketAuthorizer } from '../../definition/websocket-api.ts'
import type { VariablesContext } from '../compile-context.ts'
import { functionArnOf } from '../function-uri.ts'
import { webSocketIdentitySources } from '../authorizers/identity-sources.ts'
import { refuseNode, requireMember, text, type TemplateNode } from '../template-node.ts'
import { allowOnly, isTrue, member, optionalText, propertiesOf } from '../template-node.ts'
import { resourceNamed, resourcesOfApi } from '../template-index.ts'
import { webSocketIntegrationOf, type CompileWebSocketIntegration } from './websocket-integration.ts'

export interface WebSocketRouteDeclaration {
  readonly key: string
  readonly isTwoWay: boolean
  readonly authorizer: ((context: VariablesContext) => WebSocketAuthorizer) | undefined
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
]
const ROUTE_ADVICE = {
  RequestModels: 'is not supported; validate messages in the function',
  RequestParameters: 'is not supported; look at the parameters in the function',
  ModelSelectionExpression: 'is not supported; validate messages in the function',
  AuthorizationScopes: 'is for JWT authorizers, which WebSocket APIs do not have; look at them in a Lambda authorizer',
}
const AUTHORIZER = ['ApiId', 'Name', 'AuthorizerType', 'AuthorizerUri', 'AuthorizerCredentialsArn', 'IdentitySource']
const HTTP_ONLY = 'is for HTTP APIs; remove it'

/** The routes of a WebSocket API, by key. */
export function webSocketRoutesOf(
  api: TemplateResource,
  resources: readonly TemplateResource[],
): readonly WebSocketRouteDeclaration[] {
  const seen = new Set<string>()
  return resourcesOfApi(resources, 'AWS::ApiGatewayV2::Route', 'ApiId', api).map((resource) => {
    const node = propertiesOf(resource)
    allowOnly(node, ROUTE, ROUTE_ADVICE)
    if (isTrue(member(node, 'ApiKeyRequired'))) {
      throw refuseNode(node, 'needs an API key, which is not supported for WebSocket APIs; use an authorizer')
    }
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
      authorizer: authorizerOf(node, key, resources),
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

function authorizerOf(
  node: TemplateNode,
  key: string,
  resources: readonly TemplateResource[],
): WebSocketRouteDeclaration['authorizer'] {
  const type = optionalText(node, 'AuthorizationType') ?? 'NONE'
  const authorizerId = member(node, 'AuthorizerId')
  if (type === 'NONE' && authorizerId === undefined) return undefined
  if (type === 'NONE') throw refuseNode(node, 'has AuthorizationType NONE, so its authorizer would be ignored')
  if (type !== 'CUSTOM') {
    throw refuseNode(node, `AuthorizationType ${type} is not supported; write CUSTOM and check tokens in its function`)
  }
  if (key !== '$connect') throw refuseNode(node, 'only $connect can have an authorizer')
  const found = resourceNamed(resources, 'AWS::ApiGatewayV2::Authorizer', text(requireMember(node, 'AuthorizerId')))
  if (found === undefined) throw refuseNode(node, 'names no authorizer')
  const authorizer = propertiesOf(found)
  allowOnly(authorizer, AUTHORIZER, {
    AuthorizerPayloadFormatVersion: HTTP_ONLY,
    AuthorizerResultTtlInSeconds: HTTP_ONLY,
    EnableSimpleResponses: HTTP_ONLY,
  })
  const kind = requireMember(authorizer, 'AuthorizerType')
  if (text(kind) !== 'REQUEST') throw refuseNode(kind, 'must be REQUEST in a WebSocket API')
  const identitySources = webSocketIdentitySources(member(authorizer, 'IdentitySource'))
  return (context) => ({
    functionArn: functionArnOf(requireMember(authorizer, 'AuthorizerUri'), context),
    identitySources,
  })
}
