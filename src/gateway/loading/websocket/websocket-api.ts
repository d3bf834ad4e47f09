import type { TemplateResource } from '../../../domain/template-resource.ts'
import type { WebSocketApiDefinition, WebSocketRoute, WebSocketStage } from '../../definition/websocket-api.ts'
import type { WebSocketIntegration } from '../../definition/websocket-integration.ts'
import type { CompileContext } from '../compile-context.ts'
import type { Installation } from '../stages/compile-stages.ts'
import { disablesDefaultEndpoint } from '../disabled-endpoint.ts'
import { stagesOfHttpApi, type StageDeclaration } from '../stages/stages.ts'
import { tagPrefix } from '../../../domain/extras/extra.ts'
import { allowOnly, member, members, optionalText, propertiesOf, refuseNode, requireMember } from '../template-node.ts'
import { text, type TemplateNode } from '../template-node.ts'
import { apiExtrasOf } from '../api-extras.ts'
import { webSocketAuthorizersOf, type CompileWebSocketAuthorizer } from './websocket-authorizer.ts'
import { selectionExpressionOf } from './selection-expression.ts'
import { webSocketRoutesOf, type WebSocketRouteDeclaration } from './websocket-routes.ts'

const PROPERTIES = [
  'Name',
  'Description',
  'ProtocolType',
  'RouteSelectionExpression',
  'ApiKeySelectionExpression',
  'DisableExecuteApiEndpoint',
  'Tags',
  'Version',
  'IpAddressType',
  'DisableSchemaValidation',
]
const ADVICE = {
  Body: 'is for HTTP APIs; write Route and Integration resources',
  CorsConfiguration: 'is for HTTP APIs; look at the Origin header in an authorizer of $connect',
}

export function isWebSocketApi(api: TemplateResource): boolean {
  return api.type === 'AWS::ApiGatewayV2::Api' && api.properties['ProtocolType'] === 'WEBSOCKET'
}

export function webSocketApiOfTemplate(
  api: TemplateResource,
  resources: readonly TemplateResource[],
  installation: Installation,
): WebSocketApiDefinition {
  const node = propertiesOf(api)
  const { accountId, region } = installation
  allowOnly(node, PROPERTIES, ADVICE)
  const routes = webSocketRoutesOf(api, resources)
  const authorizers = webSocketAuthorizersOf(api, resources)
  const stages = stagesOfHttpApi(api, resources).map(
    (stage) =>
      [stage.name, compileStage(stage, { authorizers, routes, tags: member(node, 'Tags') }, installation)] as const,
  )
  return {
    apiId: api.physicalId,
    name: optionalText(node, 'Name') ?? api.logicalId,
    logicalId: api.logicalId,
    region,
    accountId,
    routeSelection: selectionExpressionOf(requireMember(node, 'RouteSelectionExpression'), 'message'),
    stages: new Map(stages),
    disablesDefaultEndpoint: disablesDefaultEndpoint(node, undefined),
    apiKeySource: apiKeySourceOf(member(node, 'ApiKeySelectionExpression')),
  }
}

interface DeclaredApi {
  readonly routes: readonly WebSocketRouteDeclaration[]
  readonly authorizers: readonly CompileWebSocketAuthorizer[]
  readonly tags: TemplateNode | undefined
}

function compileStage(
  stage: StageDeclaration,
  { authorizers, routes, tags }: DeclaredApi,
  installation: Installation,
): WebSocketStage {
  const { name, variables } = stage
  if (name === '$default') throw refuseNode(stage.node, 'is named $default, as only those of HTTP APIs can be')
  for (const node of [stage.tags, tags]) refuseOtherExtras(node)
  const extras = apiExtrasOf('HTTP', [stage.tags, tags])
  const context = { ...installation, stageVariables: variables, extras }
  for (const compileAuthorizer of authorizers) compileAuthorizer(context)
  const compiled = routes.map((route) => compileRoute(route, stage, context))
  return {
    name,
    variables,
    routes: new Map(compiled.map((route) => [route.key, route])),
    vouchedHeaders: new Set(compiled.flatMap(({ integration }) => vouchedHeaders(integration))),
    accessLog: stage.accessLog,
    extras,
  }
}

function vouchedHeaders(integration: WebSocketIntegration): readonly string[] {
  if (integration.kind === 'function') return []
  const parameters = integration.kind === 'mapped' ? integration.request.parameters : integration.parameters
  return parameters.flatMap(({ name, source, target }) =>
    target === 'header' && source.from === 'context' ? [name.toLowerCase()] : [],
  )
}

function compileRoute(
  route: WebSocketRouteDeclaration,
  stage: StageDeclaration,
  context: CompileContext,
): WebSocketRoute {
  const named = { id: route.key, path: route.key, method: 'ANY' }
  return {
    key: route.key,
    isTwoWay: route.isTwoWay,
    throttle: stage.routeSettings.throttleOf(named),
    hasDetailedMetrics: stage.routeSettings.hasDetailedMetrics(named),
    authorizer: route.authorizer?.(context),
    isApiKeyRequired: route.isApiKeyRequired,
    validation: route.validation,
    integration: route.integration(context),
  }
}

function apiKeySourceOf(node: TemplateNode | undefined): WebSocketApiDefinition['apiKeySource'] {
  if (node === undefined) return 'HEADER'
  const expression = text(node)
  if (/^\$(?:request\.header\.x-api-key|\{request\.header\.x-api-key\})$/i.test(expression)) return 'HEADER'
  if (/^\$(?:context\.authorizer\.usageIdentifierKey|\{context\.authorizer\.usageIdentifierKey\})$/.test(expression)) {
    return 'AUTHORIZER'
  }
  throw refuseNode(node, 'must be $request.header.x-api-key or $context.authorizer.usageIdentifierKey')
}

/** Of HTTP backends only: the others are about requests. */
const EXTRAS = ['circuit-breaker', 'retries'].map((name) => `${tagPrefix}${name}`)

function refuseOtherExtras(tags: TemplateNode | undefined) {
  for (const [key, tag] of members(tags)) {
    if (!key.startsWith(tagPrefix) || EXTRAS.includes(key)) continue
    throw refuseNode(tag, `${key} is no extra of a WebSocket API; remove it`)
  }
}
