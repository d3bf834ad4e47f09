import { meantOrRemove, member, members, refuseNode, type TemplateNode } from '../template-node.ts'
import { openApiOperations } from './openapi-document.ts'

/** Of OpenAPI 3.1, 3.0 and 2.0 together. */
const ofDocument = [
  'openapi',
  'swagger',
  'info',
  'tags',
  'externalDocs',
  'paths',
  'security',
  'servers',
  'components',
  'host',
  'basePath',
  'schemes',
  'consumes',
  'produces',
  'definitions',
  'parameters',
  'responses',
  'securityDefinitions',
  'webhooks',
  'jsonSchemaDialect',
]
const ofComponents = [
  'schemas',
  'responses',
  'parameters',
  'examples',
  'requestBodies',
  'headers',
  'securitySchemes',
  'links',
  'callbacks',
  'pathItems',
]
/** `isDefaultRoute` is API Gateway's own, in exports of HTTP APIs. */
const ofOperation = [
  'isDefaultRoute',
  'tags',
  'summary',
  'description',
  'externalDocs',
  'operationId',
  'parameters',
  'requestBody',
  'responses',
  'callbacks',
  'deprecated',
  'security',
  'servers',
  'consumes',
  'produces',
  'schemes',
]

/** Refuses a member that OpenAPI does not know: a `security` that is misspelt would leave its method open. */
export function checkMembers(document: TemplateNode): void {
  allowOnlyOpenApi(document, ofDocument)
  const components = member(document, 'components')
  if (components !== undefined) allowOnlyOpenApi(components, ofComponents)
  for (const { node } of openApiOperations(document)) allowOnlyOpenApi(node, ofOperation)
}

function allowOnlyOpenApi(node: TemplateNode, known: readonly string[]): void {
  for (const [name, found] of members(node)) {
    if (name.startsWith('x-') || known.includes(name)) continue
    throw refuseNode(found, `is no member of OpenAPI here; ${meantOrRemove(name, known)}`)
  }
}
