import type { TemplateResource } from '../../../domain/template-resource.ts'
import type { ApiDefinition } from '../../definition/api.ts'
import type { ApiExtras } from '../../definition/api-extras.ts'
import { refusePrivate } from '../private-endpoint.ts'
import { apiExtrasOf, unmatchedStatus } from '../api-extras.ts'
import { compileStages, type Installation } from '../stages/compile-stages.ts'
import { disablesDefaultEndpoint } from '../disabled-endpoint.ts'
import { gatewayResponsesOfOpenApi, gatewayResponsesOfResources } from './gateway-response.ts'
import { resourcePolicyOf } from './resource-policy.ts'
import { apiNameOf, type OpenApiImport } from '../openapi/openapi-document.ts'
import { refuseStreamedCompression, streamIdleMilliseconds } from './response-transfer.ts'
import { restRoutesOfOpenApi } from './rest-api-openapi.ts'
import { restAuthorizersOf } from './rest-authorizer.ts'
import { restRoutesOfResources } from './rest-api-resources.ts'
import { stagesOfRestApi } from '../stages/stages.ts'
import { allowOnly, integer, member, propertiesOf, refuseNode, text, texts } from '../template-node.ts'
import type { TemplateNode } from '../template-node.ts'

const PROPERTIES = [
  'Name',
  'Description',
  'Body',
  'Mode',
  'FailOnWarnings',
  'Parameters',
  'Policy',
  'EndpointConfiguration',
  'BinaryMediaTypes',
  'MinimumCompressionSize',
  'DisableExecuteApiEndpoint',
  'ApiKeySourceType',
  'Tags',
  'SecurityPolicy',
  'EndpointAccessMode',
]
const ADVICE = {
  BodyS3Location: 'is not supported; write the document in Body',
  CloneFrom: 'is not supported; write the document in Body',
}

export function restApiOfTemplate(
  api: TemplateResource,
  resources: readonly TemplateResource[],
  installation: Installation,
): ApiDefinition {
  const node = propertiesOf(api)
  allowOnly(node, PROPERTIES, ADVICE)
  refusePrivate(member(node, 'EndpointConfiguration'))
  const body = member(node, 'Body')
  const stages = stagesOfRestApi(api, resources)
  const ofApi = [member(node, 'Tags'), body === undefined ? undefined : member(body, 'tags')]
  const extras = apiExtrasOf('REST', [...ofApi, ...stages.map(({ tags }) => tags)])
  const routes = [
    ...(body === undefined ? [] : restRoutesOfOpenApi(api, body, importOf(node, extras))),
    ...restRoutesOfResources(api, resources),
  ]
  const definition: ApiDefinition = {
    apiId: api.physicalId,
    kind: 'REST',
    name: apiNameOf(node, body) ?? api.logicalId,
    logicalId: api.logicalId,
    region: installation.region,
    accountId: installation.accountId,
    stages: compileStages(
      stages,
      { kind: 'REST', routes, authorizers: restAuthorizersOf(api, resources, body), tags: ofApi },
      installation,
    ),
    unmatched: unmatchedStatus(extras.unmatched, 'REST'),
    cors: undefined,
    gatewayResponses: new Map([
      ...(body === undefined ? [] : gatewayResponsesOfOpenApi(body)),
      ...gatewayResponsesOfResources(api, resources),
    ]),
    binaryMediaTypes: binaryMediaTypesOf(node, body),
    minimumCompressionSize: minimumCompressionSizeOf(node, body),
    disablesDefaultEndpoint: disablesDefaultEndpoint(node, body),
    resourcePolicy: resourcePolicyOf(node, body, { ...installation, apiId: api.physicalId }),
    apiKeySource: apiKeySourceOf(node, body),
    streamIdleMilliseconds: streamIdleMilliseconds(node, body),
  }
  refuseStreamedCompression(node, definition)
  return definition
}

const IMPORT_PARAMETERS = ['basepath', 'endpointConfigurationTypes', 'ignore']

function importOf(node: TemplateNode, extras: ApiExtras): OpenApiImport {
  const parameters = member(node, 'Parameters')
  if (parameters !== undefined) allowOnly(parameters, IMPORT_PARAMETERS)
  return {
    basePathMode: parameters === undefined ? undefined : member(parameters, 'basepath'),
    takesOpenApi31: extras['openapi-3.1'],
  }
}

/** Both places count, and in CloudFormation a slash may be written `~1`, as in a JSON pointer. */
function binaryMediaTypesOf(node: TemplateNode, body: TemplateNode | undefined): readonly string[] {
  const inBody = body === undefined ? undefined : member(body, 'x-amazon-apigateway-binary-media-types')
  const types = [...texts(member(node, 'BinaryMediaTypes')), ...texts(inBody)]
  return [...new Set(types.map((type) => type.replaceAll('~1', '/')))]
}

function apiKeySourceOf(node: TemplateNode, body: TemplateNode | undefined): ApiDefinition['apiKeySource'] {
  const source =
    member(node, 'ApiKeySourceType') ??
    (body === undefined ? undefined : member(body, 'x-amazon-apigateway-api-key-source'))
  if (source === undefined || text(source) === 'HEADER') return 'HEADER'
  if (text(source) === 'AUTHORIZER') return 'AUTHORIZER'
  throw refuseNode(source, 'must be HEADER or AUTHORIZER')
}

function minimumCompressionSizeOf(node: TemplateNode, body: TemplateNode | undefined): number | undefined {
  const inBody = body === undefined ? undefined : member(body, 'x-amazon-apigateway-minimum-compression-size')
  const size = member(node, 'MinimumCompressionSize') ?? inBody
  if (size === undefined) return undefined
  const bytes = integer(size)
  if (bytes < 0 || bytes > 10_485_760) throw refuseNode(size, 'must be from 0 to 10485760')
  return bytes
}
