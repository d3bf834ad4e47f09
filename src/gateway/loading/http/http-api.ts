import type { TemplateResource } from '../../../domain/template-resource.ts'
import type { ApiDefinition } from '../../definition/api.ts'
import type { ApiExtras } from '../../definition/api-extras.ts'
import { apiExtrasOf, unmatchedStatus } from '../api-extras.ts'
import { compileStages, type Installation } from '../stages/compile-stages.ts'
import { disablesDefaultEndpoint } from '../disabled-endpoint.ts'
import { httpAuthorizersOf } from './http-authorizer.ts'
import { corsConfigurationOf } from './cors-configuration.ts'
import { httpRoutesOfOpenApi } from './http-api-openapi.ts'
import { apiNameOf, type OpenApiImport } from '../openapi/openapi-document.ts'
import { httpRoutesOfResources } from './http-api-resources.ts'
import { resourcesOfApi } from '../template-index.ts'
import { quickCreateOf } from './quick-create.ts'
import { stagesOfHttpApi } from '../stages/stages.ts'
import { allowOnly, member, propertiesOf, refuseNode } from '../template-node.ts'
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
  const stages = stagesOfHttpApi(api, resources)
  const ofApi = [member(node, 'Tags'), body === undefined ? undefined : member(body, 'tags')]
  const extras = apiExtrasOf('HTTP', [...ofApi, ...stages.map(({ tags }) => tags)])
  const routes = [
    ...(body === undefined ? [] : httpRoutesOfOpenApi(body, importOf(node, extras))),
    ...httpRoutesOfResources(api, resources),
    ...quick.routes,
  ]
  return {
    apiId: api.physicalId,
    kind: 'HTTP',
    name: apiNameOf(node, body) ?? api.logicalId,
    logicalId: api.logicalId,
    region: installation.region,
    accountId: installation.accountId,
    stages: compileStages(
      [...stages, ...quick.stages.filter(({ name }) => !stages.some((stage) => stage.name === name))],
      { kind: 'HTTP', routes, authorizers: httpAuthorizersOf(api, resources, body), tags: ofApi },
      installation,
    ),
    unmatched: unmatchedStatus(extras.unmatched, 'HTTP'),
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

function importOf(node: TemplateNode, extras: ApiExtras): OpenApiImport {
  return {
    basePathMode: member(node, 'BasePath'),
    takesOpenApi31: extras['openapi-3.1'],
  }
}
