import type { JsonObject } from '../json.ts'
import type { MadeResource } from './function.ts'
import { allowOnly, child, mapOf, pick, refuse, requireText } from './sam-context.ts'
import type { SamNode } from './sam-context.ts'

export interface PlannedApi {
  readonly logicalId: string
  readonly node: SamNode
}

const planKeys = ['CreateUsagePlan', 'Description', 'Quota', 'Tags', 'Throttle', 'UsagePlanName']

/** The usage plans that `Auth.UsagePlan` asks for, each with one key: one for each API, or one that all share. */
export function usagePlans(apis: readonly PlannedApi[]): readonly MadeResource[] {
  const planned = apis.filter(({ node }) => planOf(node).value !== undefined)
  const shared = planned.filter(({ node }) => kindOf(node) === 'SHARED')
  return [
    ...planned.flatMap((api) => (kindOf(api.node) === 'PER_API' ? plan(api.logicalId, [api]) : [])),
    ...(shared.length === 0 ? [] : plan('Serverless', shared)),
  ]
}

function planOf(api: SamNode): SamNode {
  return child(child(api, 'Auth'), 'UsagePlan')
}

function kindOf(api: SamNode): 'PER_API' | 'SHARED' | 'NONE' {
  const node = planOf(api)
  allowOnly(node, planKeys)
  const kind = child(node, 'CreateUsagePlan')
  const name = requireText(kind)
  if (name === 'PER_API' || name === 'SHARED' || name === 'NONE') return name
  throw refuse(kind, `"${name}" is not known here.`, 'Write PER_API, SHARED or NONE.')
}

/** Of APIs that share a plan, the last one that says something of it is heard. */
function plan(prefix: string, apis: readonly PlannedApi[]): readonly MadeResource[] {
  const said: JsonObject = Object.assign({}, ...apis.map(({ node }) => pick(mapOf(planOf(node)), planKeys.slice(1))))
  const [planId, keyId] = [`${prefix}UsagePlan`, `${prefix}ApiKey`]
  const stages = apis.map(({ logicalId, node }) => ({ id: logicalId, name: mapOf(node).StageName ?? null }))
  return [
    {
      logicalId: planId,
      type: 'AWS::ApiGateway::UsagePlan',
      properties: { ...said, ApiStages: stages.map(({ id, name }) => ({ ApiId: { Ref: id }, Stage: name })) },
    },
    {
      logicalId: keyId,
      type: 'AWS::ApiGateway::ApiKey',
      properties: {
        Enabled: true,
        StageKeys: stages.map(({ id, name }) => ({ RestApiId: { Ref: id }, StageName: name })),
      },
    },
    {
      logicalId: `${planId}Key`,
      type: 'AWS::ApiGateway::UsagePlanKey',
      properties: { KeyId: { Ref: keyId }, KeyType: 'API_KEY', UsagePlanId: { Ref: planId } },
    },
  ]
}
