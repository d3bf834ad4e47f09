import type { SelectionExpression, SelectionPart } from '../../definition/selection-expression.ts'
import { JsonPathRefused, parseJsonPath } from '../../json-path/json-path.ts'
import { refuseNode, text, type TemplateNode } from '../template-node.ts'

/** What an expression may read besides the message. */
export type SelectionScope = 'message' | 'response'

/** `\$` and other text, `${variable}`, or a bare `$variable` as far as its path goes. */
const PIECE = /\\\$|\$\{([^}]*)\}|\$((?:request|integration)(?:\.[\w-]+|\[[^\]]*\])+)|\$|[^$\\]+|\\/gy
/** The catch-all key, which authors also write without the backslash that it needs. */
const DEFAULT_KEY = '$default'

/** A selection expression (developer guide, "WebSocket selection expressions"), parsed. */
export function selectionExpressionOf(node: TemplateNode, scope: SelectionScope): SelectionExpression {
  const written = text(node)
  if (written === DEFAULT_KEY) return [{ from: 'literal', text: DEFAULT_KEY }]
  return [...written.matchAll(PIECE)].map(([piece, braced, bare]): SelectionPart => {
    const variable = braced ?? bare
    if (variable !== undefined) return variableOf(node, variable, scope)
    if (piece === '$') throw refused(node, piece)
    return { from: 'literal', text: piece === '\\$' ? '$' : piece }
  })
}

function variableOf(node: TemplateNode, variable: string, scope: SelectionScope): SelectionPart {
  const path = /^request\.body((?:[.[].*)?)$/s.exec(variable)?.[1]
  if (path !== undefined) return { from: 'body', path: jsonPath(node, `$${path}`) }
  if (scope === 'response') {
    if (variable === 'integration.response.statuscode') return { from: 'response-status' }
    const [, multiple, name] = /^integration\.response\.(multivalue)?header\.([\w-]+)$/.exec(variable) ?? []
    if (name !== undefined) {
      return { from: multiple === undefined ? 'response-header' : 'response-multi-value-header', name }
    }
  }
  throw refused(node, variable)
}

function jsonPath(node: TemplateNode, path: string) {
  try {
    return parseJsonPath(path)
  } catch (error) {
    if (error instanceof JsonPathRefused) throw refuseNode(node, `is ${error.message}`)
    throw error
  }
}

function refused(node: TemplateNode, variable: string) {
  return refuseNode(node, `reads ${variable}, which it cannot; write $request.body.action, or \\$ for a dollar sign`)
}
