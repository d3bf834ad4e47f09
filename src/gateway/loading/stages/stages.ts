import type { TemplateResource } from '../../../domain/template-resource.ts'
import type { AccessLog } from '../../definition/access-log.ts'
import { accessLogOf } from './access-log-settings.ts'
import { cacheClusterBytes } from './cache-cluster.ts'
import { canarySettingOf, type CanaryDeclaration } from './canary-setting.ts'
import { stageVariablesOf } from './stage-variables.ts'
import { methodSettingsOf, routeSettingsOf, settingsOfAllMethods, type RouteSettings } from './route-settings.ts'
import { resourcesOfApi } from '../template-index.ts'
import { allowOnly, isTrue, member, optionalText, propertiesOf, refuseNode } from '../template-node.ts'
import { requireMember, text, type TemplateNode } from '../template-node.ts'

export interface StageDeclaration {
  readonly node: TemplateNode
  readonly name: string
  readonly variables: Readonly<Record<string, string>>
  /** REST only. */
  readonly canary: CanaryDeclaration | undefined
  readonly routeSettings: RouteSettings
  readonly tags: TemplateNode | undefined
  readonly accessLog: AccessLog | undefined
  readonly isTracingEnabled: boolean | undefined
  /** REST only: undefined for a stage without a cache. */
  readonly cacheBytes: number | undefined
  /** REST only. */
  readonly deploymentId: string | undefined
}

const REST_STAGE = [
  'RestApiId',
  'StageName',
  'DeploymentId',
  'Description',
  'Variables',
  'Tags',
  'TracingEnabled',
  'AccessLogSetting',
  'MethodSettings',
  'DocumentationVersion',
  'CacheClusterEnabled',
  'CacheClusterSize',
  'CanarySetting',
]
const HTTP_STAGE = [
  'ApiId',
  'StageName',
  'DeploymentId',
  'Description',
  'StageVariables',
  'Tags',
  'AutoDeploy',
  'AccessLogSettings',
  'DefaultRouteSettings',
  'RouteSettings',
]
export function stagesOfRestApi(
  api: TemplateResource,
  resources: readonly TemplateResource[],
): readonly StageDeclaration[] {
  const stages = resourcesOfApi(resources, 'AWS::ApiGateway::Stage', 'RestApiId', api).map((resource) => {
    const node = propertiesOf(resource)
    allowOnly(node, REST_STAGE)
    return stageOf(node, requireMember(node, 'StageName'), {
      variables: member(node, 'Variables'),
      canary: member(node, 'CanarySetting'),
      routeSettings: methodSettingsOf(member(node, 'MethodSettings')),
      accessLog: accessLogOf(member(node, 'AccessLogSetting')),
      tracing: member(node, 'TracingEnabled'),
      cacheBytes: cacheClusterBytes(node),
      deploymentId: optionalText(node, 'DeploymentId'),
    })
  })
  // A Deployment with a StageName makes a stage by itself; SAM's implicit `Stage` arises so.
  const deployed = resourcesOfApi(resources, 'AWS::ApiGateway::Deployment', 'RestApiId', api).flatMap((resource) => {
    const node = propertiesOf(resource)
    allowOnly(node, ['RestApiId', 'Description', 'StageName', 'StageDescription', 'DeploymentCanarySettings'])
    const name = member(node, 'StageName')
    const canary = member(node, 'DeploymentCanarySettings')
    if (name === undefined && canary !== undefined) throw refuseNode(canary, 'needs the StageName of its stage')
    if (name === undefined) return []
    const description = member(node, 'StageDescription')
    if (description !== undefined) allowOnly(description, [...REST_STAGE, ...settingsOfAllMethods])
    const settings = (property: string) => (description === undefined ? undefined : member(description, property))
    return [
      stageOf(node, name, {
        variables: settings('Variables'),
        canary: canary ?? settings('CanarySetting'),
        routeSettings: methodSettingsOf(settings('MethodSettings'), description),
        accessLog: accessLogOf(settings('AccessLogSetting')),
        tracing: settings('TracingEnabled'),
        tags: settings('Tags'),
        cacheBytes: description && cacheClusterBytes(description),
        deploymentId: resource.physicalId,
      }),
    ]
  })
  return [...stages, ...deployed.filter(({ name }) => !stages.some((stage) => stage.name === name))]
}

export function stagesOfHttpApi(
  api: TemplateResource,
  resources: readonly TemplateResource[],
): readonly StageDeclaration[] {
  return resourcesOfApi(resources, 'AWS::ApiGatewayV2::Stage', 'ApiId', api).map((resource) => {
    const node = propertiesOf(resource)
    allowOnly(node, HTTP_STAGE)
    return stageOf(node, requireMember(node, 'StageName'), {
      variables: member(node, 'StageVariables'),
      routeSettings: routeSettingsOf(member(node, 'DefaultRouteSettings'), member(node, 'RouteSettings')),
      accessLog: accessLogOf(member(node, 'AccessLogSettings')),
    })
  })
}

function stageOf(
  node: TemplateNode,
  name: TemplateNode,
  {
    accessLog,
    cacheBytes,
    canary,
    deploymentId,
    routeSettings,
    tags = member(node, 'Tags'),
    tracing,
    variables,
  }: Pick<StageDeclaration, 'accessLog' | 'routeSettings'> & {
    readonly variables: TemplateNode | undefined
    readonly canary?: TemplateNode | undefined
    readonly tracing?: TemplateNode | undefined
    /** Where they are not the resource's own. */
    readonly tags?: TemplateNode | undefined
    readonly cacheBytes?: number | undefined
    readonly deploymentId?: string | undefined
  },
): StageDeclaration {
  const stageName = text(name)
  const isName =
    /^[\w-]{1,128}$/.test(stageName) || (stageName === '$default' && optionalText(node, 'ApiId') !== undefined)
  if (!isName) throw refuseNode(name, `${stageName} is no stage name: letters, digits, _ and -`)
  return {
    node,
    name: stageName,
    variables: stageVariablesOf(variables),
    canary: canarySettingOf(canary),
    routeSettings,
    accessLog,
    isTracingEnabled: tracing && isTrue(tracing),
    cacheBytes,
    deploymentId,
    tags,
  }
}
