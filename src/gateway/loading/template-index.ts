import type { TemplateResource } from '../../domain/template-resource.ts'
import { optionalText, propertiesOf } from './template-node.ts'

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
