import { items, member, members, optionalText, refuseNode, type TemplateNode } from '../template-node.ts'

/** How API Gateway names its own models in a JSON schema. */
const MODEL_ADDRESS = /^https:\/\/apigateway\.amazonaws\.com\/restapis\/[^/]+\/models\/[^/]+$/
/** Longer chains than anybody writes are circles. */
const LONGEST_CHAIN = 20

/** What a reference within the document leads to, through other references too; the node itself where it is none. */
export function referred(document: TemplateNode, node: TemplateNode): TemplateNode {
  let found = node
  for (let length = 0; length <= LONGEST_CHAIN; length += 1) {
    const reference = optionalText(found, '$ref')
    if (reference === undefined) return found
    found = targetOf(document, node, reference)
  }
  throw refuseNode(node, 'is a reference that comes back to itself; write what it should lead to')
}

/** Refuses what leads out of the document, as API Gateway does, and what leads nowhere: wherever it stands. */
export function checkReferences(document: TemplateNode) {
  const unread = [document]
  for (let node = unread.pop(); node !== undefined; node = unread.pop()) {
    const { value } = node
    if (Array.isArray(value)) unread.push(...items(node))
    if (typeof value !== 'object' || value === null || Array.isArray(value)) continue
    const reference = member(node, '$ref')
    if (typeof reference?.value === 'string' && !MODEL_ADDRESS.test(reference.value)) {
      targetOf(document, reference, reference.value)
    }
    unread.push(...members(node).map(([, inner]) => inner))
  }
}

function targetOf(document: TemplateNode, node: TemplateNode, reference: string): TemplateNode {
  if (!reference.startsWith('#/')) {
    const advice = 'move what it names into components and write #/components/…'
    throw refuseNode(node, `refers to ${reference}, outside of this document; ${advice}`)
  }
  const names = reference.slice(2).split('/').map(unescaped)
  const target = names.reduce<TemplateNode | undefined>((found, name) => found && memberOrItem(found, name), document)
  if (target === undefined) throw refuseNode(node, `refers to ${reference}, which is not there; write it there`)
  return target
}

function memberOrItem(node: TemplateNode, name: string): TemplateNode | undefined {
  if (Array.isArray(node.value)) return items(node)[Number(name)]
  return typeof node.value === 'object' && node.value !== null ? member(node, name) : undefined
}

/** RFC 6901 section 4, within a URI fragment. */
function unescaped(name: string): string {
  const text = /%(?![\dA-Fa-f]{2})/.test(name) ? name : decoded(name)
  return text.replaceAll('~1', '/').replaceAll('~0', '~')
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}
