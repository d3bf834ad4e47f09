import { members, refuseNode, text, type TemplateNode } from '../template-node.ts'

const MOST = 100
const NAME = /^\w{1,64}$/
const VALUE = /^[A-Za-z0-9\-._~:/?#&=,]{0,512}$/

/** API Gateway's limits (developer guide, "Stage variables"): what it would not take is refused before it is deployed there. */
export function stageVariablesOf(node: TemplateNode | undefined): Readonly<Record<string, string>> {
  const entries = members(node).map(([name, value]) => {
    if (!NAME.test(name)) throw refuseNode(value, 'must have a name of at most 64 letters, digits and _')
    if (!VALUE.test(text(value))) throw refuseNode(value, 'must be at most 512 letters, digits and -._~:/?#&=,')
    return [name, text(value)] as const
  })
  if (node !== undefined && entries.length > MOST) throw refuseNode(node, `has more than ${MOST} variables`)
  return Object.fromEntries(entries)
}
