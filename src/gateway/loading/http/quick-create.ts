import { compileHttpIntegration } from './http-integration.ts'
import type { RouteDeclaration } from '../route-declaration.ts'
import { routeKeyOf } from './route-key.ts'
import { routeSettingsOf } from '../stages/route-settings.ts'
import type { StageDeclaration } from '../stages/stages.ts'
import { member, refuseNode, text, type TemplateNode } from '../template-node.ts'

/** `Target` of an HTTP API, with or without `RouteKey`: one open route, and the stage `$default`. */
export function quickCreateOf(api: TemplateNode): {
  readonly routes: readonly RouteDeclaration[]
  readonly stages: readonly StageDeclaration[]
} {
  const target = member(api, 'Target')
  const key = member(api, 'RouteKey')
  if (target === undefined) {
    if (key !== undefined) throw refuseNode(key, 'goes with a Target; write both, or a Route with its Integration')
    return { routes: [], stages: [] }
  }
  const route = key === undefined ? { id: '$default', method: 'ANY', path: '$default' } : routeKeyOf(key)
  const integration = {
    node: api,
    type: /^https?:/i.test(text(target)) ? 'HTTP_PROXY' : 'AWS_PROXY',
    uri: target,
    method: undefined,
    payloadFormat: { ...target, value: '2.0' },
    requestParameters: undefined,
    responseParameters: undefined,
    timeout: undefined,
    subtype: undefined,
    credentials: undefined,
    connectionType: undefined,
    connectionId: undefined,
    serverName: undefined,
  }
  return {
    routes: [
      {
        ...route,
        node: target,
        isApiKeyRequired: false,
        authorization: () => ({ kind: 'none' }),
        integration: (context) => compileHttpIntegration(integration, route.path, context),
      },
    ],
    stages: [
      {
        node: api,
        name: '$default',
        variables: {},
        canary: undefined,
        routeSettings: routeSettingsOf(undefined, undefined),
        accessLog: undefined,
        isTracingEnabled: undefined,
        cacheBytes: undefined,
        deploymentId: undefined,
        tags: undefined,
      },
    ],
  }
}
