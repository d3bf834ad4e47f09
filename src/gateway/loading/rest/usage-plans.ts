import type { TemplateResource } from '../../../domain/template-resource.ts'
import type { ApiKey, PlannedStage, Quota, UsagePlan } from '../../definition/usage-plan.ts'
import { resourceNamed } from '../template-index.ts'
import { throttleOf } from '../stages/throttle-settings.ts'
import { allowOnly, integer, isTrue, items, member, members, optionalText, propertiesOf } from '../template-node.ts'
import { refuseNode, requireMember, text, type TemplateNode } from '../template-node.ts'

const API_KEY = 'AWS::ApiGateway::ApiKey'
const USAGE_PLAN = 'AWS::ApiGateway::UsagePlan'
const USAGE_PLAN_KEY = 'AWS::ApiGateway::UsagePlanKey'
const THROTTLE = { rate: 'RateLimit', burst: 'BurstLimit' }
const MAX_PLANS_OF_A_KEY = 10

/** Makes the value of a key whose template leaves it to the gateway; the same at every start. */
export type MakeApiKeyValue = (keyId: string) => string

/** The plans of a template with the keys that belong to them. A key outside every plan opens nothing. */
export function usagePlansOf(
  resources: readonly TemplateResource[],
  makeValue: MakeApiKeyValue | undefined,
): readonly UsagePlan[] {
  const keys = new Map(
    resources.filter(isOf(API_KEY)).map((resource) => [resource.physicalId, keyOf(resource, makeValue)]),
  )
  refuseSameValues(resources, keys)
  const memberships = resources.filter(isOf(USAGE_PLAN_KEY)).map((resource) => membershipOf(resource, resources))
  const plans = resources.filter(isOf(USAGE_PLAN)).map((resource): UsagePlan => {
    const node = propertiesOf(resource)
    allowOnly(node, ['UsagePlanName', 'Description', 'ApiStages', 'Throttle', 'Quota', 'Tags'])
    const throttle = member(node, 'Throttle')
    const quota = member(node, 'Quota')
    return {
      id: resource.physicalId,
      name: optionalText(node, 'UsagePlanName') ?? resource.logicalId,
      stages: items(member(node, 'ApiStages')).map(stageOf),
      throttle: throttle === undefined ? undefined : throttleOf(throttle, THROTTLE),
      quota: quota === undefined ? undefined : quotaOf(quota),
      keys: memberships.flatMap(({ keyId, planId }) => (planId === resource.physicalId ? (keys.get(keyId) ?? []) : [])),
    }
  })
  for (const { node, keyId } of memberships)
    refuseTwoPlans(
      node,
      plans.filter((plan) => plan.keys.some(({ id }) => id === keyId)),
    )
  return plans
}

function isOf(type: string) {
  return (resource: TemplateResource) => resource.type === type
}

function keyOf(resource: TemplateResource, makeValue: MakeApiKeyValue | undefined): ApiKey {
  const node = propertiesOf(resource)
  // API Gateway: StageKeys are from before there were usage plans, and open nothing any more.
  allowOnly(node, ['Name', 'Description', 'Enabled', 'Value', 'GenerateDistinctId', 'CustomerId', 'Tags', 'StageKeys'])
  const enabled = member(node, 'Enabled')
  return {
    id: resource.physicalId,
    name: optionalText(node, 'Name') ?? resource.logicalId,
    value: valueOf(node, resource, makeValue),
    // API Gateway: a key is enabled only where its template says so.
    isEnabled: enabled === undefined ? false : isTrue(enabled),
  }
}

function valueOf(node: TemplateNode, resource: TemplateResource, makeValue: MakeApiKeyValue | undefined): string {
  const written = member(node, 'Value')
  if (written === undefined) {
    if (makeValue === undefined)
      throw refuseNode(
        node,
        'has no Value; write one of 20 to 128 characters, and for the key of a SAM usage plan a key and a plan of your own',
      )
    return makeValue(resource.physicalId)
  }
  const value = text(written)
  if (value.length < 20 || value.length > 128) throw refuseNode(written, 'must have 20 to 128 characters')
  return value
}

function refuseSameValues(resources: readonly TemplateResource[], keys: ReadonlyMap<string, ApiKey>) {
  const seen = new Set<string>()
  for (const resource of resources.filter(isOf(API_KEY))) {
    const value = keys.get(resource.physicalId)?.value ?? ''
    if (seen.has(value)) throw refuseNode(propertiesOf(resource), 'has the Value of another key')
    seen.add(value)
  }
}

function membershipOf(resource: TemplateResource, resources: readonly TemplateResource[]) {
  const node = propertiesOf(resource)
  allowOnly(node, ['KeyId', 'KeyType', 'UsagePlanId'])
  const keyId = requireMember(node, 'KeyId')
  const planId = requireMember(node, 'UsagePlanId')
  if (text(requireMember(node, 'KeyType')) !== 'API_KEY') throw refuseNode(node, 'has a KeyType other than API_KEY')
  if (resourceNamed(resources, API_KEY, text(keyId)) === undefined) throw refuseNode(keyId, 'names no API key')
  if (resourceNamed(resources, USAGE_PLAN, text(planId)) === undefined) throw refuseNode(planId, 'names no usage plan')
  return { node, keyId: text(keyId), planId: text(planId) }
}

/** API Gateway: which of two plans would count a request must not be a question. */
function refuseTwoPlans(node: TemplateNode, plans: readonly UsagePlan[]) {
  if (plans.length > MAX_PLANS_OF_A_KEY) throw refuseNode(node, 'puts the key into more than 10 usage plans')
  const stages = plans.flatMap(({ stages: planned }) => planned.map(({ apiId, stage }) => `${apiId}/${stage}`))
  if (new Set(stages).size < stages.length) throw refuseNode(node, 'puts the key into two usage plans of one stage')
}

function stageOf(node: TemplateNode): PlannedStage {
  allowOnly(node, ['ApiId', 'Stage', 'Throttle'])
  const throttles = members(member(node, 'Throttle')).flatMap(([key, value]) => {
    const throttle = throttleOf(value, THROTTLE)
    return throttle === undefined ? [] : [[methodNamed(key.replaceAll('~1', '/'), value), throttle] as const]
  })
  return {
    apiId: text(requireMember(node, 'ApiId')),
    stage: text(requireMember(node, 'Stage')),
    methodThrottles: new Map(throttles),
  }
}

/** `/notes/GET`, spelled as routes are: a limit that fits no route only for a letter would let everything through. */
function methodNamed(key: string, node: TemplateNode): string {
  const [, path, method] = /^(?:\/?(.*)\/)?([A-Za-z]+|\*)$/.exec(key) ?? []
  if (method === undefined) throw refuseNode(node, `limits ${key}, which is no path with its method, as in /notes/GET`)
  return `/${path ?? (method === '*' ? '*' : '')} ${method.toUpperCase()}`
}

function quotaOf(node: TemplateNode): Quota {
  allowOnly(node, ['Limit', 'Period', 'Offset'])
  const period = requireMember(node, 'Period')
  const name = text(period)
  if (name !== 'DAY' && name !== 'WEEK' && name !== 'MONTH') throw refuseNode(period, 'must be DAY, WEEK or MONTH')
  const offset = member(node, 'Offset')
  return {
    limit: integer(requireMember(node, 'Limit')),
    period: name,
    offset: offset === undefined ? 0 : integer(offset),
  }
}
