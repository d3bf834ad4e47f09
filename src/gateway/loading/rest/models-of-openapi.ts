import { isJsonObject } from '../../../crypto/jose/strict-json.ts'
import type { RequestValidation, RequiredParameter } from '../../definition/request-validation.ts'
import { compileModelSchemas, type ModelSchemas } from '../../validation/model-schemas.ts'
import type { OpenApiOperation } from '../openapi/openapi-document.ts'
import { referred } from '../openapi/openapi-references.ts'
import { compileRequestValidation, type ModelOfType, type ValidatorSwitches } from './request-validation.ts'
import { allowOnly, isTrue, items, member, members, optionalText, refuseNode, text, texts } from '../template-node.ts'
import type { TemplateNode } from '../template-node.ts'

const VALIDATOR = 'x-amazon-apigateway-request-validator'
/** Of the document, for the schemas that stand in an operation and refer to its others. */
const ADDRESS = 'https://document.invalid/'

/** Validation of the operations of an OpenAPI document, by its validators, parameters and schemas. */
export function validationOfOpenApi(
  document: TemplateNode,
): (operation: OpenApiOperation) => RequestValidation | undefined {
  let schemas: ModelSchemas | undefined
  return ({ node, item }) =>
    compileRequestValidation({
      switches: switchesOf(document, node),
      required: parametersOf(document, node, item).flatMap(requiredOf),
      models: [...modelsOfRequestBody(document, node), ...modelsOfBodyParameter(document, node, item)],
      schemas: () => {
        schemas ??= compileModelSchemas(new Map([[ADDRESS, schemaDocument(document)]]))
        return schemas
      },
    })
}

/** Only what holds schemas: the rest of a document is no JSON Schema, and may be large. */
function schemaDocument(document: TemplateNode): unknown {
  const components = member(document, 'components')
  return {
    definitions: member(document, 'definitions')?.value ?? {},
    components: { schemas: (components === undefined ? undefined : member(components, 'schemas'))?.value ?? {} },
  }
}

function switchesOf(document: TemplateNode, operation: TemplateNode): ValidatorSwitches {
  const named = member(operation, VALIDATOR) ?? member(document, VALIDATOR)
  if (named === undefined) return { body: false, parameters: false }
  const name = text(named)
  const validators = member(document, 'x-amazon-apigateway-request-validators')
  const validator = validators === undefined ? undefined : member(validators, name)
  if (validator === undefined)
    throw refuseNode(named, `names no request validator: ${name}; add it to x-amazon-apigateway-request-validators`)
  allowOnly(validator, ['validateRequestBody', 'validateRequestParameters'])
  return {
    body: isTrue(member(validator, 'validateRequestBody')),
    parameters: isTrue(member(validator, 'validateRequestParameters')),
  }
}

/** The operation's own go before the path's of the same name. */
function parametersOf(document: TemplateNode, operation: TemplateNode, item: TemplateNode): readonly TemplateNode[] {
  const own = items(member(operation, 'parameters')).map((node) => referred(document, node))
  const shared = items(member(item, 'parameters')).map((node) => referred(document, node))
  const keyOf = (node: TemplateNode) => `${optionalText(node, 'in')} ${optionalText(node, 'name')}`
  const keys = new Set(own.map(keyOf))
  return [...own, ...shared.filter((node) => !keys.has(keyOf(node)))]
}

function requiredOf(parameter: TemplateNode): readonly RequiredParameter[] {
  const place = optionalText(parameter, 'in')
  const name = optionalText(parameter, 'name')
  if (name === undefined || !isTrue(member(parameter, 'required'))) return []
  switch (place) {
    case 'header':
    case 'path':
      return [{ in: place, name }]
    case 'query':
      return [{ in: 'querystring', name }]
    default:
      return []
  }
}

/** OpenAPI 3. */
function modelsOfRequestBody(document: TemplateNode, operation: TemplateNode): readonly ModelOfType[] {
  const written = member(operation, 'requestBody')
  if (written === undefined) return []
  return members(member(referred(document, written), 'content')).flatMap(([type, node]) => {
    const schema = member(node, 'schema')
    return schema === undefined ? [] : [{ node: schema, mediaType: type, schema: absolute(schema.value) }]
  })
}

/** OpenAPI 2: the parameter that is the body, in whatever the operation consumes. */
function modelsOfBodyParameter(
  document: TemplateNode,
  operation: TemplateNode,
  item: TemplateNode,
): readonly ModelOfType[] {
  const body = parametersOf(document, operation, item).find((node) => optionalText(node, 'in') === 'body')
  const schema = body === undefined ? undefined : member(body, 'schema')
  if (schema === undefined) return []
  const consumes = texts(member(operation, 'consumes') ?? member(document, 'consumes'))
  const types = consumes.length === 0 ? ['application/json'] : consumes
  return types.map((type) => ({ node: schema, mediaType: type, schema: absolute(schema.value) }))
}

function absolute(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(absolute)
  if (!isJsonObject(schema)) return schema
  return Object.fromEntries(
    Object.entries(schema).map(([name, value]) =>
      name === '$ref' && typeof value === 'string' && value.startsWith('#/')
        ? [name, `${ADDRESS}${value}`]
        : [name, absolute(value)],
    ),
  )
}
