import { tagPrefix } from '../../domain/extras/extra.ts'
import type { ApiKind } from '../definition/api.ts'
import type { ApiExtra } from '../definition/api-extra.ts'
import { apiExtras, type ApiExtras } from '../definition/api-extras.ts'
import { items, member, members, refuseNode, requireMember, text, type TemplateNode } from './template-node.ts'

type Tag = readonly [key: string, value: TemplateNode]

/** The extras that these tags turn on; those of the earlier nodes win. An unknown one is refused, never left without effect. */
export function apiExtrasOf(kind: ApiKind, tags: readonly (TemplateNode | undefined)[]): ApiExtras {
  const written = tags.map(ownTags)
  for (const [key, node] of written.flat()) {
    const { of = kind } = extraNamed(key, node)
    if (of !== kind) throw refuseNode(node, `${key} is for ${of} APIs, and this is a ${kind} API`)
  }
  return {
    'array-claims': valueOf('array-claims', apiExtras['array-claims'], written),
    'cache-by-caller': valueOf('cache-by-caller', apiExtras['cache-by-caller'], written),
    'circuit-breaker': valueOf('circuit-breaker', apiExtras['circuit-breaker'], written),
    'claim-headers': valueOf('claim-headers', apiExtras['claim-headers'], written),
    'clock-skew-seconds': valueOf('clock-skew-seconds', apiExtras['clock-skew-seconds'], written),
    'outlier-ejection': valueOf('outlier-ejection', apiExtras['outlier-ejection'], written),
    'health-check': valueOf('health-check', apiExtras['health-check'], written),
    explain: valueOf('explain', apiExtras.explain, written),
    'method-override': valueOf('method-override', apiExtras['method-override'], written),
    'openapi-3.1': valueOf('openapi-3.1', apiExtras['openapi-3.1'], written),
    'preflight-miss': valueOf('preflight-miss', apiExtras['preflight-miss'], written),
    'preflight-status': valueOf('preflight-status', apiExtras['preflight-status'], written),
    'remapped-headers': valueOf('remapped-headers', apiExtras['remapped-headers'], written),
    retries: valueOf('retries', apiExtras.retries, written),
    revocation: valueOf('revocation', apiExtras.revocation, written),
    'scope-challenge': valueOf('scope-challenge', apiExtras['scope-challenge'], written),
    'scope-mismatch': valueOf('scope-mismatch', apiExtras['scope-mismatch'], written),
    'text-result': valueOf('text-result', apiExtras['text-result'], written),
    unmatched: valueOf('unmatched', apiExtras.unmatched, written),
    'user-rate-limit': valueOf('user-rate-limit', apiExtras['user-rate-limit'], written),
  }
}

/** Told to requests that lead nowhere. */
export function unmatchedStatus(written: ApiExtras['unmatched'], kind: ApiKind): 403 | 404 {
  if (written === 'by-kind') return kind === 'REST' ? 403 : 404
  return written === '403' ? 403 : 404
}

/** What a custom domain may be tagged with. */
export function unmatchedOf(tags: TemplateNode | undefined): ApiExtras['unmatched'] {
  const written = ownTags(tags)
  for (const [key, node] of written) {
    if (key !== `${tagPrefix}unmatched`) throw refuseNode(node, `${key} is no extra of a domain; there is unmatched`)
  }
  return valueOf('unmatched', apiExtras.unmatched, [written])
}

function ownTags(node: TemplateNode | undefined): readonly Tag[] {
  return tagsOf(node).filter(([key]) => key.startsWith(tagPrefix))
}

function extraNamed(key: string, node: TemplateNode): ApiExtra<unknown> {
  const found = Object.entries<ApiExtra<unknown>>(apiExtras).find(([name]) => key === `${tagPrefix}${name}`)
  if (found !== undefined) return found[1]
  throw refuseNode(node, `${key} is no extra of an API; there are ${Object.keys(apiExtras).join(', ')}`)
}

/** A list of keys and values (REST APIs), a map (HTTP APIs), or the tags of an OpenAPI document. */
function tagsOf(node: TemplateNode | undefined): readonly Tag[] {
  if (node === undefined) return []
  if (!Array.isArray(node.value)) return members(node)
  return items(node).flatMap((tag): readonly Tag[] => {
    const inDocument = member(tag, 'x-amazon-apigateway-tag-value')
    if (inDocument !== undefined) return [[text(requireMember(tag, 'name')), inDocument]]
    const key = member(tag, 'Key')
    return key === undefined ? [] : [[text(key), requireMember(tag, 'Value')]]
  })
}

function valueOf<Value>(
  name: string,
  { default: fallback, values }: ApiExtra<Value>,
  written: readonly (readonly Tag[])[],
): Value {
  for (const tags of written) {
    const node = tags.findLast(([key]) => key === `${tagPrefix}${name}`)?.[1]
    if (node === undefined) continue
    const value = values.parse(text(node))
    if (value === undefined) throw refuseNode(node, `must be ${values.expects}`)
    return value
  }
  return fallback
}
