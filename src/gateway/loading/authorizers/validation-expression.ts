import type { ValidationExpression } from '../../definition/authorizer.ts'
import { boundedMatch } from '../../linear-regex/bounded-match.ts'
import { linearRegex, type LinearRegex } from '../../linear-regex/linear-regex.ts'
import { RegexRefused } from '../../linear-regex/regex-tree.ts'
import { refuseNode, text, type TemplateNode } from '../template-node.ts'

const MOST_STEPS = 400_000

/** `IdentityValidationExpression`, which has to match in full. Callers choose the text: it runs in linear time. */
export function validationExpressionOf(node: TemplateNode | undefined): ValidationExpression | undefined {
  if (node === undefined || text(node) === '') return undefined
  const regex = compiled(node)
  // What takes too long to find out does not match.
  return { source: text(node), matches: (value) => boundedMatch(regex, value, MOST_STEPS) === true }
}

function compiled(node: TemplateNode): LinearRegex {
  try {
    return linearRegex(text(node))
  } catch (error) {
    if (!(error instanceof RegexRefused)) throw error
    throw refuseNode(node, `is not a regular expression that can be run in linear time: ${error.message}`)
  }
}
