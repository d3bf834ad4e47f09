import type { TemplateResource } from '../../../domain/template-resource.ts'
import { compileModelSchemas, type ModelSchemas } from '../../validation/model-schemas.ts'
import { resourcesOfApi } from '../template-index.ts'
import { allowOnly, member, optionalText, propertiesOf, refuseNode, text, type TemplateNode } from '../template-node.ts'
import type { ModelOfType } from './request-validation.ts'

/** The models of one API, which are resources. */
export interface ApiModels {
  /** The model that `node` names, for messages or bodies of that kind. */
  readonly modelOf: (kind: string, node: TemplateNode) => ModelOfType
  /** Compiled when the first of them is asked for. */
  readonly schemas: () => ModelSchemas
}

const KINDS = {
  rest: { type: 'AWS::ApiGateway::Model', property: 'RestApiId', path: 'restapis' },
  websocket: { type: 'AWS::ApiGatewayV2::Model', property: 'ApiId', path: 'apis' },
} as const

/** Every API has them. */
const BUILT_IN: ReadonlyMap<string, object> = new Map([
  ['Empty', {}],
  ['Error', { type: 'object', properties: { message: { type: 'string' } } }],
])

export function modelsOfApi(
  api: TemplateResource,
  resources: readonly TemplateResource[],
  kind: keyof typeof KINDS,
): ApiModels {
  const { path, property, type } = KINDS[kind]
  const models = resourcesOfApi(resources, type, property, api)
  /** How models refer to each other in API Gateway. */
  const addressOf = (name: string) => `https://apigateway.amazonaws.com/${path}/${api.physicalId}/models/${name}`
  return {
    modelOf(mediaType, node) {
      const name = text(node)
      const model = models.find((resource) => resource.physicalId === name || nameOf(resource) === name)
      if (model === undefined && !BUILT_IN.has(name)) throw refuseNode(node, `names no model: ${name}`)
      return { node, mediaType, schema: { $ref: addressOf(model === undefined ? name : nameOf(model)) } }
    },
    schemas: lazily(() => {
      const written = models.map((resource): readonly [string, unknown] => {
        const node = propertiesOf(resource)
        allowOnly(node, [property, 'ContentType', 'Description', 'Name', 'Schema'])
        return [addressOf(nameOf(resource)), schemaOf(member(node, 'Schema') ?? node)]
      })
      const builtIn = [...BUILT_IN].map(([name, schema]) => [addressOf(name), schema] as const)
      return compileModelSchemas(new Map([...builtIn, ...written]))
    }),
  }
}

function lazily<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
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

function nameOf(model: TemplateResource): string {
  return optionalText(propertiesOf(model), 'Name') ?? model.physicalId
}
