import type { TemplateResource } from '../../../domain/template-resource.ts'
import type { RequestValidation, RequiredParameter } from '../../definition/request-validation.ts'
import { modelsOfApi } from './api-models.ts'
import { compileRequestValidation, type ValidatorSwitches } from './request-validation.ts'
import { resourceNamed } from '../template-index.ts'
import { allowOnly, isTrue, member, members, propertiesOf, refuseNode, text } from '../template-node.ts'
import type { TemplateNode } from '../template-node.ts'

const VALIDATOR = 'AWS::ApiGateway::RequestValidator'

/** Validation of methods that are resources, by RequestValidator and Model resources. */
export function validationOfResources(
  api: TemplateResource,
  resources: readonly TemplateResource[],
): (method: TemplateNode) => RequestValidation | undefined {
  const models = modelsOfApi(api, resources, 'rest')
  return (method) => {
    const validatorId = member(method, 'RequestValidatorId')
    return compileRequestValidation({
      switches: validatorId === undefined ? { body: false, parameters: false } : switchesOf(validatorId, resources),
      required: members(member(method, 'RequestParameters')).flatMap(([key, value]) => requiredOf(key, value)),
      models: members(member(method, 'RequestModels')).map(([type, node]) => models.modelOf(type, node)),
      schemas: models.schemas,
    })
  }
}

function switchesOf(id: TemplateNode, resources: readonly TemplateResource[]): ValidatorSwitches {
  const resource = resourceNamed(resources, VALIDATOR, text(id))
  if (resource === undefined)
    throw refuseNode(id, `names no request validator: ${text(id)}; write !Ref and the logical id of one`)
  const node = propertiesOf(resource)
  allowOnly(node, ['RestApiId', 'Name', 'ValidateRequestBody', 'ValidateRequestParameters'])
  return {
    body: isTrue(member(node, 'ValidateRequestBody')),
    parameters: isTrue(member(node, 'ValidateRequestParameters')),
  }
}

function requiredOf(key: string, value: TemplateNode): readonly RequiredParameter[] {
  const [, place, name] = /^method\.request\.(?:multivalue)?(header|path|querystring)\.(.+)$/.exec(key) ?? []
  if (name === undefined || (place !== 'header' && place !== 'path' && place !== 'querystring')) {
    throw refuseNode(value, 'must be method.request.header, .path or .querystring with a name')
  }
  return isTrue(value) ? [{ in: place, name }] : []
}
