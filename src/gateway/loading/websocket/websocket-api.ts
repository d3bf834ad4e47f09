import type { TemplateResource } from '../../../domain/template-resource.ts'
import type { WebSocketApiDefinition, WebSocketRoute } from '../../definition/websocket-api.ts'
import type { Installation } from '../stages/compile-stages.ts'
import { disablesDefaultEndpoint } from '../disabled-endpoint.ts'
import { stagesOfHttpApi, type StageDeclaration } from '../stages/stages.ts'
import { tagPrefix } from '../../../domain/extras/extra.ts'
import { allowOnly, member, members, optionalText, propertiesOf, refuseNode, requireMember } from '../template-node.ts'
import { text, type TemplateNode } from '../template-node.ts'
import { webSocketRoutesOf, type WebSocketRouteDeclaration } from './websocket-routes.ts'

const PROPERTIES = [
  'Name',
  'Description',
  'ProtocolType',
  'RouteSelectionExpression',
  'DisableExecuteApiEndpoint',
  'Tags',
  'Version',
  'IpAddressType',
  'DisableSchemaValidation',
]
const ADVICE = {
  ApiKeySelectionExpression: 'is not supported, since API keys of WebSocket APIs are not; remove it',
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
  const stages = stagesOfHttpApi(api, resources).map((stage) => {
    refuseExtras(member(node, 'Tags'))
    refuseExtras(stage.tags)
    if (stage.name === '$default') throw refuseNode(stage.node, 'is named $default, as only those of HTTP APIs can be')
    const context = { ...installation, stageVariables: stage.variables }
    const compiled = routes.map((route) => [route.key, compileRoute(route, stage, context)] as const)
    return [stage.name, { name: stage.name, variables: stage.variables, routes: new Map(compiled) }] as const
  })
  return {
    apiId: api.physicalId,
    name: optionalText(node, 'Name') ?? api.logicalId,
    logicalId: api.logicalId,
    region,
    accountId,
    routeSelection: routeSelectionOf(requireMember(node, 'RouteSelectionExpression')),
    stages: new Map(stages),
    disablesDefaultEndpoint: disablesDefaultEndpoint(node, undefined),
  }
}

function compileRoute(
  route: WebSocketRouteDeclaration,
  stage: StageDeclaration,
  context: Parameters<WebSocketRouteDeclaration['integration']>[0],
): WebSocketRoute {
  return {
    key: route.key,
    isTwoWay: route.isTwoWay,
    throttle: stage.routeSettings.throttleOf({ id: route.key, path: route.key, method: 'ANY' }),
    authorizer: route.authorizer?.(context),
    ...route.integration(context),
  }
}

/** `$request.body.action`, or the same in braces. */
function routeSelectionOf(node: TemplateNode): readonly string[] {
  const expression = text(node)
  const [, plain, braced] = /^\$(?:request\.body\.([\w.-]+)|\{request\.body\.([\w.-]+)\})$/.exec(expression) ?? []
  const names = (plain ?? braced)?.split('.')
  if (names === undefined || names.includes('')) {
    throw refuseNode(node, `is ${expression}; only a member of the message is supported: write $request.body.action`)
  }
  return names
}

function refuseExtras(tags: TemplateNode | undefined) {
  for (const [key, tag] of members(tags)) {
    if (key.startsWith(tagPrefix)) throw refuseNode(tag, `${key} is no extra of a WebSocket API; remove it`)
  }
}
