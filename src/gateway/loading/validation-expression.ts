import { refuseNode, text, type TemplateNode } from './template-node.ts'

/** `IdentityValidationExpression`, which has to match in full. */
export function validationExpressionOf(node: TemplateNode | undefined): RegExp | undefined {
  if (node === undefined || text(node) === '') return undefined
  try {
    return new RegExp(`^(?:${text(node)})$`)
  } catch {
    throw refuseNode(node, 'is not a regular expression')
  }
}
