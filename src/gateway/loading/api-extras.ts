import { tagPrefix } from '../../domain/extras/extra.ts'
import { apiExtras, type ApiExtra, type ApiExtras } from '../definition/api-extras.ts'
import { items, member, members, refuseNode, requireMember, text, type TemplateNode } from './template-node.ts'

type Tag = readonly [key: string, value: TemplateNode]

/** The extras that these tags turn on; those of the earlier nodes win. An unknown one is refused, never left without effect. */
export function apiExtrasOf(...tags: readonly (TemplateNode | undefined)[]): ApiExtras {
  const written = tags.map((node) => tagsOf(node).filter(([key]) => key.startsWith(tagPrefix)))
  for (const [key, node] of written.flat()) {
    const name = key.slice(tagPrefix.length)
    if (!Object.hasOwn(apiExtras, name)) {
      throw refuseNode(node, `${key} is no extra of an API; there are ${Object.keys(apiExtras).join(', ')}`)
    }
  }
  return {
    'circuit-breaker': valueOf('circuit-breaker', apiExtras['circuit-breaker'], written),
    'openapi-3.1': valueOf('openapi-3.1', apiExtras['openapi-3.1'], written),
    retries: valueOf('retries', apiExtras.retries, written),
    'claim-headers': valueOf('claim-headers', apiExtras['claim-headers'], written),
    explain: valueOf('explain', apiExtras.explain, written),
    revocation: valueOf('revocation', apiExtras.revocation, written),
    'user-rate-limit': valueOf('user-rate-limit', apiExtras['user-rate-limit'], written),
  }
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
