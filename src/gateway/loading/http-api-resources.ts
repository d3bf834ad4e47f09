import type { TemplateResource } from '../../domain/template-resource.ts'
import { checkRoutePath } from './check-route-path.ts'
import { compileHttpIntegration, httpIntegrationOfResource } from './http-integration.ts'
import { compileJwtAuthorizer } from './jwt-authorizer.ts'
import { checkedMethod } from './method-name.ts'
import type { RouteDeclaration } from './route-declaration.ts'
import { scopeTexts } from './scope-texts.ts'
import { resourceNamed, resourcesOfApi } from './template-index.ts'
import { allowOnly, isTrue, member, optionalText, propertiesOf, refuseNode, requireMember } from './template-node.ts'
import { text, type TemplateNode } from './template-node.ts'

const ROUTE_PROPERTIES = [
  'ApiId',
  'RouteKey',
  'Target',
  'AuthorizationType',
  'AuthorizerId',
  'AuthorizationScopes',
  'ApiKeyRequired',
  'OperationName',
]
const AUTHORIZER_PROPERTIES = ['ApiId', 'Name', 'AuthorizerType', 'JwtConfiguration', 'IdentitySource']

/** The routes of an HTTP API written as separate Route and Integration resources. */
export function httpRoutesOfResources(
  api: TemplateResource,
  resources: readonly TemplateResource[],
): readonly RouteDeclaration[] {
  return resourcesOfApi(resources, 'AWS::ApiGatewayV2::Route', 'ApiId', api).map((resource) => {
    const node = propertiesOf(resource)
    allowOnly(node, ROUTE_PROPERTIES, {
      RequestParameters: 'is for WebSocket APIs; remove it',
      RequestModels: 'is for WebSocket APIs; remove it',
    })
    if (isTrue(member(node, 'ApiKeyRequired'))) throw refuseNode(node, 'HTTP APIs have no API keys')
    const { id, method, path } = routeKeyOf(requireMember(node, 'RouteKey'))
    const integration = httpIntegrationOfResource(integrationNodeOf(requireMember(node, 'Target'), resources))
    return {
      node,
      id,
      method,
      path,
      isApiKeyRequired: false,
      authorization: authorizationOf(node, resources),
      integration: (context) => compileHttpIntegration(integration, path, context),
    }
  })
}

function routeKeyOf(node: TemplateNode): { readonly id: string; readonly method: string; readonly path: string } {
  const key = text(node)
  if (key === '$default') return { id: key, method: 'ANY', path: key }
  const [, method, path] = /^([A-Z]+) (\/.*)$/.exec(key) ?? []
  if (method === undefined || path === undefined) throw refuseNode(node, 'must be "METHOD /path" or $default')
  checkRoutePath(node, path)
  return { id: key, method: checkedMethod({ ...node, value: method }), path }
}

function integrationNodeOf(target: TemplateNode, resources: readonly TemplateResource[]): TemplateNode {
  const id = /^integrations\/(.+)$/.exec(text(target))?.[1]
  const resource = id === undefined ? undefined : resourceNamed(resources, 'AWS::ApiGatewayV2::Integration', id)
  if (resource === undefined) throw refuseNode(target, `names no integration: ${text(target)}`)
  return propertiesOf(resource)
}

function authorizationOf(
  node: TemplateNode,
  resources: readonly TemplateResource[],
): RouteDeclaration['authorization'] {
  const type = optionalText(node, 'AuthorizationType') ?? 'NONE'
  const scopes = scopeTexts(member(node, 'AuthorizationScopes'))
  const authorizerId = member(node, 'AuthorizerId')
  if (type === 'NONE') {
    if (authorizerId === undefined && scopes.length === 0) return () => ({ kind: 'none' })
    throw refuseNode(node, 'has AuthorizationType NONE, so its authorizer and scopes would be ignored; write JWT')
  }
  if (type !== 'JWT') throw refuseNode(node, `AuthorizationType ${type} is not supported; write JWT or NONE`)
  if (scopes.length > 10) throw refuseNode(node, 'has more than 10 scopes')
  if (authorizerId === undefined) throw refuseNode(node, 'is missing AuthorizerId')
  const authorizer = resourceNamed(resources, 'AWS::ApiGatewayV2::Authorizer', text(authorizerId))
  if (authorizer === undefined) throw refuseNode(authorizerId, `names no authorizer: ${text(authorizerId)}`)
  const authorizerNode = propertiesOf(authorizer)
  const authorizerType = requireMember(authorizerNode, 'AuthorizerType')
  if (text(authorizerType) !== 'JWT') throw refuseNode(authorizerType, 'is not supported; write JWT')
  allowOnly(authorizerNode, AUTHORIZER_PROPERTIES)
  const configuration = requireMember(authorizerNode, 'JwtConfiguration')
  allowOnly(configuration, ['Issuer', 'Audience'])
  return (context) => ({
    kind: 'authorizer',
    scopes,
    authorizer: compileJwtAuthorizer(
      {
        id: authorizer.physicalId,
        node: authorizerNode,
        issuer: requireMember(configuration, 'Issuer'),
        audiences: member(configuration, 'Audience'),
        identitySource: requireMember(authorizerNode, 'IdentitySource'),
      },
      context,
    ),
  })
}
