import type { TemplateResource } from '../../../domain/template-resource.ts'
import type { RequestValidation, RequiredParameter } from '../../definition/request-validation.ts'
import { compileModelSchemas, type ModelSchemas } from '../../validation/model-schemas.ts'
import { compileRequestValidation, type ModelOfType, type ValidatorSwitches } from './request-validation.ts'
import { resourceNamed, resourcesOfApi } from '../template-index.ts'
import { allowOnly, isTrue, member, members, optionalText, propertiesOf, refuseNode, text } from '../template-node.ts'
import type { TemplateNode } from '../template-node.ts'

const VALIDATOR = 'AWS::ApiGateway::RequestValidator'

/** Validation of methods that are resources, by RequestValidator and Model resources. */
export function validationOfResources(
  api: TemplateResource,
  resources: readonly TemplateResource[],
): (method: TemplateNode) => RequestValidation | undefined {
  const schemas = lazily(() => modelSchemas(api, resources))
  return (method) => {
    const validatorId = member(method, 'RequestValidatorId')
    return compileRequestValidation({
      switches: validatorId === undefined ? { body: false, parameters: false } : switchesOf(validatorId, resources),
      required: members(member(method, 'RequestParameters')).flatMap(([key, value]) => requiredOf(key, value)),
      models: members(member(method, 'RequestModels')).map(([type, node]) => modelOf(type, node, api, resources)),
      schemas,
    })
  }
}

function lazily<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

function switchesOf(id: TemplateNode, resources: readonly TemplateResource[]): ValidatorSwitches {
  const resource = resourceNamed(resources, VALIDATOR, text(id))
  if (resource === undefined) throw refuseNode(id, `names no request validator: ${text(id)}`)
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

function modelOf(
  type: string,
  node: TemplateNode,
  api: TemplateResource,
  resources: readonly TemplateResource[],
): ModelOfType {
  const name = text(node)
  const model = modelResources(api, resources).find(
    (resource) => resource.physicalId === name || optionalText(propertiesOf(resource), 'Name') === name,
  )
  if (model === undefined && !BUILT_IN.has(name)) throw refuseNode(node, `names no model: ${name}`)
  const address = addressOf(api, model === undefined ? name : nameOf(model))
  return { node, mediaType: type, schema: { $ref: address } }
}

/** Every REST API has them. */
const BUILT_IN: ReadonlyMap<string, object> = new Map([
  ['Empty', {}],
  ['Error', { type: 'object', properties: { message: { type: 'string' } } }],
])

function modelSchemas(api: TemplateResource, resources: readonly TemplateResource[]): ModelSchemas {
  const models = modelResources(api, resources).map((resource): readonly [string, unknown] => {
    const node = propertiesOf(resource)
    allowOnly(node, ['RestApiId', 'ContentType', 'Description', 'Name', 'Schema'])
    return [addressOf(api, nameOf(resource)), schemaOf(member(node, 'Schema') ?? node)]
  })
  const builtIn = [...BUILT_IN].map(([name, schema]) => [addressOf(api, name), schema] as const)
  return compileModelSchemas(new Map([...builtIn, ...models]))
}

/** As an object, or as the JSON text of one. */
function schemaOf(node: TemplateNode): unknown {
  if (typeof node.value !== 'string') return node.value
  try {
    return JSON.parse(node.value)
  } catch {
    throw refuseNode(node, 'is no JSON')
  }
}

function modelResources(api: TemplateResource, resources: readonly TemplateResource[]): readonly TemplateResource[] {
  return resourcesOfApi(resources, 'AWS::ApiGateway::Model', 'RestApiId', api)
}

function nameOf(model: TemplateResource): string {
  return optionalText(propertiesOf(model), 'Name') ?? model.physicalId
}

/** How models refer to each other in API Gateway. */
function addressOf(api: TemplateResource, name: string): string {
  return `https://apigateway.amazonaws.com/restapis/${api.physicalId}/models/${name}`
}
