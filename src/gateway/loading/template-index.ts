import type { TemplateResource } from '../../domain/template-resource.ts'
import { member, optionalText, propertiesOf, refuseNode, text } from './template-node.ts'

/** The resources of one type whose `property` names the API. */
export function resourcesOfApi(
  resources: readonly TemplateResource[],
  type: string,
  property: 'RestApiId' | 'ApiId',
  api: TemplateResource,
): readonly TemplateResource[] {
  return resources.filter(
    (resource) => resource.type === type && optionalText(propertiesOf(resource), property) === api.physicalId,
  )
}

/** A `Ref` to the resource yields its physical id. */
export function resourceNamed(
  resources: readonly TemplateResource[],
  type: string,
  physicalId: string,
): TemplateResource | undefined {
  return resources.find((resource) => resource.type === type && resource.physicalId === physicalId)
}

const APIS = ['AWS::ApiGateway::RestApi', 'AWS::ApiGatewayV2::Api']
/** Of these, an API that is not there is told where domains, mappings and plans are read. */
const ELSEWHERE = ['AWS::ApiGateway::BasePathMapping', 'AWS::ApiGatewayV2::ApiMapping']

/** A part of an API that is not in the template would be read by nobody. */
export function checkApiOf(part: TemplateResource, resources: readonly TemplateResource[]) {
  if (APIS.includes(part.type) || ELSEWHERE.includes(part.type)) return
  const node = propertiesOf(part)
  const id = member(node, 'RestApiId') ?? member(node, 'ApiId')
  if (id === undefined || resources.some(({ type, physicalId }) => APIS.includes(type) && physicalId === text(id)))
    return
  throw refuseNode(id, `names no API of this template: ${text(id)}; write !Ref and the logical id of one`)
}
