import { refuseNode, text, type TemplateNode } from '../template-node.ts'

const BASE_PATH = /^[A-Za-z0-9$\-_.+!*'()/]{1,300}$/

/** The segments of a mapping key or of a routing rule's base path. */
export function basePathOf(node: TemplateNode): readonly string[] {
  const written = text(node)
  const segments = written.split('/')
  const isPath = BASE_PATH.test(written) && segments.every((segment) => !['', '.', '..'].includes(segment))
  if (!isPath) throw refuseNode(node, `${written} is no base path: letters, digits and $-_.+!*'(), with / between`)
  return segments
}
