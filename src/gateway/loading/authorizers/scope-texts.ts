import { items, refuseNode, text, type TemplateNode } from '../template-node.ts'

/** RFC 6749 section 3.3: scopes go into challenges, where a quote or a line break would be a second parameter. */
const SCOPE = /^[\x21\x23-\x5B\x5D-\x7E]+$/

export function scopeTexts(node: TemplateNode | undefined): readonly string[] {
  return items(node).map((item) => {
    const scope = text(item)
    if (!SCOPE.test(scope)) throw refuseNode(item, `is no scope: ${scope}`)
    return scope
  })
}
