import type { TemplateResource } from '../../../domain/template-resource.ts'
import { httpAuthorizationOfRoute } from './http-authorizer.ts'
import { compileHttpIntegration, httpIntegrationOfResource } from './http-integration.ts'
import type { RouteDeclaration } from '../route-declaration.ts'
import { routeKeyOf } from './route-key.ts'
import { resourceNamed, resourcesOfApi } from '../template-index.ts'
import { allowOnly, isTrue, member, propertiesOf, refuseNode, requireMember } from '../template-node.ts'
import { text, type TemplateNode } from '../template-node.ts'

const INTEGRATION = 'AWS::ApiGatewayV2::Integration'
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

/** The routes of an HTTP API written as separate Route and Integration resources. */
export function httpRoutesOfResources(
  api: TemplateResource,
  resources: readonly TemplateResource[],
): readonly RouteDeclaration[] {
  // Those that no route names are read for their mistakes alone.
  for (const integration of resourcesOfApi(resources, INTEGRATION, 'ApiId', api)) {
    httpIntegrationOfResource(propertiesOf(integration))
  }
  return resourcesOfApi(resources, 'AWS::ApiGatewayV2::Route', 'ApiId', api).map((resource) => {
    const node = propertiesOf(resource)
    allowOnly(node, ROUTE_PROPERTIES, {
      RequestParameters: 'is for WebSocket APIs; remove it',
      RequestModels: 'is for WebSocket APIs; remove it',
    })
    const key = member(node, 'ApiKeyRequired')
    if (key !== undefined && isTrue(key)) throw refuseNode(key, 'must be false: HTTP APIs have no API keys')
    const { id, method, path } = routeKeyOf(requireMember(node, 'RouteKey'))
    const integration = httpIntegrationOfResource(integrationNodeOf(requireMember(node, 'Target'), resources))
    return {
      node,
      id,
      method,
      path,
      isApiKeyRequired: false,
      authorization: httpAuthorizationOfRoute(node, resources),
      integration: (context) => compileHttpIntegration(integration, path, context),
    }
  })
}

function integrationNodeOf(target: TemplateNode, resources: readonly TemplateResource[]): TemplateNode {
  const id = /^integrations\/(.+)$/.exec(text(target))?.[1]
  const resource = id === undefined ? undefined : resourceNamed(resources, INTEGRATION, id)
  if (resource === undefined)
    throw refuseNode(target, `names no integration: ${text(target)}; write !Sub integrations/\${Integration}`)
  return propertiesOf(resource)
}
