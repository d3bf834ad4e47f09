import type { TemplateResource } from '../../../domain/template-resource.ts'
import { checkRoutePath } from '../check-route-path.ts'
import { checkedMethod } from '../method-name.ts'
import { validationOfResources } from './models-of-resources.ts'
import { cacheKeyOf } from './cache-key.ts'
import { restAuthorizationOfMethod } from './rest-authorizer.ts'
import { compileRestIntegration } from './rest-integration.ts'
import type { RouteDeclaration } from '../route-declaration.ts'
import { resourceNamed, resourcesOfApi } from '../template-index.ts'
import { allowOnly, isTrue, items, member, members, propertiesOf, refuseNode } from '../template-node.ts'
import { requireMember, text, type TemplateNode } from '../template-node.ts'

const RESOURCE = 'AWS::ApiGateway::Resource'
const METHOD_PROPERTIES = [
  'RestApiId',
  'ResourceId',
  'HttpMethod',
  'AuthorizationType',
  'AuthorizerId',
  'AuthorizationScopes',
  'ApiKeyRequired',
  'OperationName',
  'RequestParameters',
  'RequestModels',
  'RequestValidatorId',
  'MethodResponses',
  'Integration',
]

/** The routes of a REST API written as separate Resource and Method resources. */
export function restRoutesOfResources(
  api: TemplateResource,
  resources: readonly TemplateResource[],
): readonly RouteDeclaration[] {
  const validationOf = validationOfResources(api, resources)
  return resourcesOfApi(resources, 'AWS::ApiGateway::Method', 'RestApiId', api).map((resource) => {
    const node = propertiesOf(resource)
    allowOnly(node, METHOD_PROPERTIES)
    const resourceId = requireMember(node, 'ResourceId')
    const path = pathOf(resourceId, api, resources)
    checkRoutePath(resourceId, path)
    const integration = requireMember(node, 'Integration')
    return {
      node,
      id: text(resourceId),
      method: checkedMethod(requireMember(node, 'HttpMethod')),
      path,
      isApiKeyRequired: isTrue(member(node, 'ApiKeyRequired')),
      authorization: restAuthorizationOfMethod(node, resources),
      validation: validationOf(node),
      cacheKey: cacheKeyOf(integration, text(resourceId)),
      integration: compileRestIntegration(integration, {
        path,
        spelling: 'resource',
        declaresHeader: declaredByMethodResponses(node),
      }),
    }
  })
}

function declaredByMethodResponses(method: TemplateNode): (status: string, header: string) => boolean {
  const declared = items(member(method, 'MethodResponses')).flatMap((response) => {
    const status = text(requireMember(response, 'StatusCode'))
    return members(member(response, 'ResponseParameters')).map(([key]) => `${status} ${key.toLowerCase()}`)
  })
  return (status, header) => declared.includes(`${status} method.response.header.${header}`)
}

function pathOf(id: TemplateNode, api: TemplateResource, resources: readonly TemplateResource[], depth = 0): string {
  if (text(id) === api.attributes['RootResourceId']) return '/'
  const resource = resourceNamed(resources, RESOURCE, text(id))
  if (resource === undefined || depth > 100) throw refuseNode(id, `names no resource of this API: ${text(id)}`)
  const node = propertiesOf(resource)
  allowOnly(node, ['RestApiId', 'ParentId', 'PathPart'])
  const parent = pathOf(requireMember(node, 'ParentId'), api, resources, depth + 1)
  return `${parent === '/' ? '' : parent}/${text(requireMember(node, 'PathPart'))}`
}
