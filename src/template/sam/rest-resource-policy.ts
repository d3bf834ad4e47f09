import { isJsonObject } from '../json.ts'
import type { Json, JsonObject } from '../json.ts'
import type { ApiEvent } from './api-event.ts'
import { anyMethod, mapAt } from './openapi-body.ts'
import { allowOnly, child, mapOf, refuse } from './sam-context.ts'
import type { SamNode } from './sam-context.ts'

const policyKey = 'x-amazon-apigateway-policy'
const networkKeys = [
  'IntrinsicVpcBlacklist',
  'IntrinsicVpcWhitelist',
  'IntrinsicVpceBlacklist',
  'IntrinsicVpceWhitelist',
  'SourceVpcBlacklist',
  'SourceVpcWhitelist',
]
const policyKeys = [
  'AwsAccountBlacklist',
  'AwsAccountWhitelist',
  'CustomStatements',
  'IpRangeBlacklist',
  'IpRangeWhitelist',
  ...networkKeys,
]

/** `Auth.ResourcePolicy` of an API speaks of each of its methods. */
export function withApiPolicy(body: JsonObject, api: SamNode): JsonObject {
  const policy = child(child(api, 'Auth'), 'ResourcePolicy')
  if (policy.value === undefined) return body
  const paths = Object.keys(mapAt(body, 'paths'))
  return paths.reduce((result, path) => withPolicy(result, { policy, path, api }), withCustomStatements(body, policy))
}

/** `Auth.ResourcePolicy` of an event speaks of every method of its path, as SAM has it. */
export function withEventPolicy(body: JsonObject, event: ApiEvent, api: SamNode): JsonObject {
  const policy = child(child(event.node, 'Auth'), 'ResourcePolicy')
  if (policy.value === undefined) return body
  if (mapAt(body, 'paths')[event.path] === undefined) {
    throw refuse(policy, `The API has no path ${event.path} for this policy.`, 'Write the path in its body.')
  }
  return withCustomStatements(withPolicy(body, { policy, path: event.path, api }), policy)
}

interface PolicyPlace {
  readonly policy: SamNode
  readonly path: string
  readonly api: SamNode
}

function withPolicy(body: JsonObject, { api, path, policy }: PolicyPlace): JsonObject {
  allowOnly(policy, policyKeys)
  const network = networkKeys.find((key) => child(policy, key).value !== undefined)
  if (network !== undefined) {
    throw refuse(
      child(policy, network),
      'There is no VPC here.',
      'Write IpRangeWhitelist with the addresses of the network.',
    )
  }
  const Resource = resourcesOf(body, path, child(api, 'StageName').value ?? null)
  const about = (Effect: string, Principal: Json, rest: JsonObject = {}): JsonObject => ({
    Effect,
    Action: 'execute-api:Invoke',
    Resource,
    Principal,
    ...rest,
  })
  const { AwsAccountBlacklist, AwsAccountWhitelist, IpRangeBlacklist, IpRangeWhitelist } = mapOf(policy)
  const byAddress = (operator: string, ranges: Json | undefined) =>
    ranges === undefined
      ? []
      : [about('Allow', '*'), about('Deny', '*', { Condition: { [operator]: { 'aws:SourceIp': asList(ranges) } } })]
  return withStatements(body, [
    ...(AwsAccountWhitelist === undefined ? [] : [about('Allow', { AWS: asList(AwsAccountWhitelist) })]),
    ...(AwsAccountBlacklist === undefined ? [] : [about('Deny', { AWS: asList(AwsAccountBlacklist) })]),
    ...byAddress('NotIpAddress', IpRangeWhitelist),
    ...byAddress('IpAddress', IpRangeBlacklist),
  ])
}

function withCustomStatements(body: JsonObject, policy: SamNode): JsonObject {
  const { CustomStatements: custom } = mapOf(policy)
  return custom === undefined ? body : withStatements(body, asList(custom))
}

/** Adds statements to the body's policy, each once. */
function withStatements(body: JsonObject, added: readonly Json[]): JsonObject {
  if (added.length === 0) return body
  const policy = mapAt(body, policyKey)
  const all = [...asList(policy.Statement ?? []), ...added]
  const texts = all.map((statement) => JSON.stringify(statement))
  const Statement = all.filter((_, index) => texts.indexOf(texts[index] ?? '') === index)
  return { ...body, [policyKey]: { ...policy, Version: '2012-10-17', Statement } }
}

/** `execute-api:/stage/GET/path`, for each method of a path; its parameters are anything. */
function resourcesOf(body: JsonObject, path: string, stage: Json): readonly Json[] {
  const item = mapAt(body, 'paths')[path]
  const members = isJsonObject(item) ? Object.entries(item) : []
  const methods = members.filter(([, operation]) => isJsonObject(operation)).map(([method]) => method)
  const pattern = path.replaceAll(/\{[a-zA-Z0-9._-]+\+?\}/g, '*')
  return methods.map((method) => {
    const name = method.toLowerCase() === anyMethod ? '*' : method.toUpperCase()
    return { 'Fn::Sub': [`execute-api:/\${__Stage__}/${name}${pattern}`, { __Stage__: stage }] }
  })
}

function asList(value: Json): readonly Json[] {
  return Array.isArray(value) ? value : [value]
}
