import type { TemplateResource } from '../../../domain/template-resource.ts'
import type { ApiDefinition } from '../../definition/api.ts'
import { apiExtrasOf } from '../api-extras.ts'
import { compileStages, type Installation } from '../stages/compile-stages.ts'
import { disablesDefaultEndpoint } from '../disabled-endpoint.ts'
import { corsConfigurationOf } from './cors-configuration.ts'
import { httpRoutesOfOpenApi } from './http-api-openapi.ts'
import type { OpenApiImport } from '../openapi/openapi-document.ts'
import { httpRoutesOfResources } from './http-api-resources.ts'
import { resourcesOfApi } from '../template-index.ts'
import { quickCreateOf } from './quick-create.ts'
import { stagesOfHttpApi } from '../stages/stages.ts'
import { allowOnly, member, optionalText, propertiesOf, refuseNode } from '../template-node.ts'
import type { TemplateNode } from '../template-node.ts'

const PROPERTIES = [
  'Name',
  'Description',
  'ProtocolType',
  'Body',
  'BasePath',
  'FailOnWarnings',
  'CorsConfiguration',
  'DisableExecuteApiEndpoint',
  'Tags',
  'Version',
  'RouteSelectionExpression',
  'IpAddressType',
  'DisableSchemaValidation',
  // Quick create.
  'Target',
  'RouteKey',
  'CredentialsArn',
]
const ADVICE = {
  BodyS3Location: 'is not supported; write the document in Body',
  ApiKeySelectionExpression: 'is for WebSocket APIs; remove it',
}

export function httpApiOfTemplate(
  api: TemplateResource,
  resources: readonly TemplateResource[],
  installation: Installation,
): ApiDefinition {
  const node = propertiesOf(api)
  const protocol = member(node, 'ProtocolType')
  if (protocol !== undefined && protocol.value !== 'HTTP') {
    throw refuseNode(protocol, 'must be HTTP or WEBSOCKET')
  }
  allowOnly(node, PROPERTIES, ADVICE)
  const [reply] = resourcesOfApi(resources, 'AWS::ApiGatewayV2::RouteResponse', 'ApiId', api)
  if (reply !== undefined) throw refuseNode(propertiesOf(reply), 'is for WebSocket APIs; remove the resource')
  const body = member(node, 'Body')
  const quick = quickCreateOf(node)
  const routes = [
    ...(body === undefined ? [] : httpRoutesOfOpenApi(body, importOf(node, body))),
    ...httpRoutesOfResources(api, resources),
    ...quick.routes,
  ]
  const stages = stagesOfHttpApi(api, resources)
  return {
    apiId: api.physicalId,
    kind: 'HTTP',
    name: optionalText(node, 'Name') ?? api.logicalId,
    logicalId: api.logicalId,
    region: installation.region,
    accountId: installation.accountId,
    stages: compileStages(
      [...stages, ...quick.stages.filter(({ name }) => !stages.some((stage) => stage.name === name))],
      { routes, tags: [member(node, 'Tags'), body === undefined ? undefined : member(body, 'tags')] },
      installation,
    ),
    cors:
      corsConfigurationOf(member(node, 'CorsConfiguration'), 'resource') ??
      (body === undefined ? undefined : corsConfigurationOf(member(body, 'x-amazon-apigateway-cors'), 'openapi')),
    gatewayResponses: new Map(),
    binaryMediaTypes: [],
    minimumCompressionSize: undefined,
    disablesDefaultEndpoint: disablesDefaultEndpoint(node, body),
    resourcePolicy: undefined,
    apiKeySource: 'HEADER',
  }
}

function importOf(node: TemplateNode, body: TemplateNode): OpenApiImport {
  return {
    basePathMode: member(node, 'BasePath'),
    takesOpenApi31: apiExtrasOf(member(node, 'Tags'), member(body, 'tags'))['openapi-3.1'],
  }
}
