import type { TemplateResource } from '../../../domain/template-resource.ts'
import type { HeaderCondition, RoutingRule } from '../../definition/domain.ts'
import { basePathOf } from '../openapi/base-path.ts'
import type { OnDomain } from './on-domain.ts'
import { stageAddressOf, type KnownApis } from '../stages/stage-address.ts'
import { resourceNamed } from '../template-index.ts'
import { allowOnly, integer, isTrue, items, member, propertiesOf, refuseNode, requireMember } from '../template-node.ts'
import { text, type TemplateNode } from '../template-node.ts'

const MOST_RULES = 50
const HIGHEST_PRIORITY = 1_000_000
const HEADER = /^[A-Za-z0-9*?\-!#$%&'.^_`|~]{1,39}$/
const VALUE_GLOB = /^\*?[A-Za-z0-9?\-!#$%&'.^_`|~]{1,126}\*?$|^\*$/

/** `AWS::ApiGatewayV2::RoutingRule`, which leads to REST APIs only. */
export function routingRulesOf(
  resources: readonly TemplateResource[],
  apis: KnownApis['apis'],
): readonly OnDomain<RoutingRule>[] {
  const rules = resources.flatMap((resource) => {
    if (resource.type !== 'AWS::ApiGatewayV2::RoutingRule') return []
    const node = propertiesOf(resource)
    allowOnly(node, ['Actions', 'Conditions', 'DomainNameArn', 'Priority'])
    return [{ node, domain: domainOf(requireMember(node, 'DomainNameArn')), target: ruleOf(node, { resources, apis }) }]
  })
  for (const [domain, group] of Map.groupBy(rules, (rule) => rule.domain)) {
    const excess = group[MOST_RULES]
    if (excess !== undefined) throw refuseNode(excess.node, `${domain} has more than ${MOST_RULES} routing rules`)
    const seen = new Set<number>()
    for (const { node, target } of group) {
      if (seen.has(target.priority)) throw refuseNode(node, `${domain} has two rules of priority ${target.priority}`)
      seen.add(target.priority)
    }
  }
  return rules
}

function domainOf(node: TemplateNode): string {
  const name = /:\/domainnames\/([^/]+)$/.exec(text(node))?.[1]
  if (name === undefined) throw refuseNode(node, 'must be the ARN of a domain name: arn:…::/domainnames/…')
  return name.toLowerCase()
}

function ruleOf(node: TemplateNode, known: KnownApis): RoutingRule {
  const priorityNode = requireMember(node, 'Priority')
  const priority = integer(priorityNode)
  if (priority < 1 || priority > HIGHEST_PRIORITY) throw refuseNode(priorityNode, 'must be from 1 to 1000000')
  const actions = requireMember(node, 'Actions')
  const [action, ...more] = items(actions)
  if (action === undefined || more.length > 0) throw refuseNode(actions, 'must be one action')
  allowOnly(action, ['InvokeApi'])
  const invoke = requireMember(action, 'InvokeApi')
  allowOnly(invoke, ['ApiId', 'Stage', 'StripBasePath'])
  const address = stageAddressOf(invoke, 'ApiId', known)
  if (resourceNamed(known.resources, 'AWS::ApiGatewayV2::Api', address.apiId) !== undefined) {
    throw refuseNode(invoke, 'must lead to a REST API')
  }
  return { ...address, priority, stripsBasePath: isTrue(member(invoke, 'StripBasePath')), ...conditionsOf(node) }
}

function conditionsOf(node: TemplateNode): Pick<RoutingRule, 'headers' | 'basePaths'> {
  const conditions = items(member(node, 'Conditions'))
  for (const condition of conditions) allowOnly(condition, ['MatchBasePaths', 'MatchHeaders'])
  const anyOf = (name: string) =>
    conditions.flatMap((condition) => {
      const match = member(condition, name)
      if (match === undefined) return []
      allowOnly(match, ['AnyOf'])
      return [items(requireMember(match, 'AnyOf'))]
    })
  const headers = anyOf('MatchHeaders').map((list) => list.map(headerConditionOf))
  const paths = anyOf('MatchBasePaths').map((list) => list.map(basePathOf))
  if (headers.length > 2) throw refuseNode(node, 'has more than two conditions on headers')
  if (paths.length > 1) throw refuseNode(node, 'has more than one condition on base paths')
  return { headers, basePaths: paths[0] }
}

function headerConditionOf(node: TemplateNode): HeaderCondition {
  allowOnly(node, ['Header', 'ValueGlob'])
  const header = requireMember(node, 'Header')
  const glob = requireMember(node, 'ValueGlob')
  if (!HEADER.test(text(header))) throw refuseNode(header, 'is no name of a header of at most 39 characters')
  if (!VALUE_GLOB.test(text(glob))) throw refuseNode(glob, 'must be a value, with * at its start or end only')
  return { name: text(header).toLowerCase(), valueGlob: text(glob) }
}
