import { nested, skipSpace, syntaxError, take, type Cursor } from './cursor.ts'
import type { Grammar } from './grammar.ts'
import { parseOperand } from './parse-operand.ts'
import type { Expression, Operator } from './syntax-tree.ts'

/** From loose to tight; words are Velocity's other spelling of the same operators. */
const LEVELS: readonly RegExp[] = [
  /\|\||or\b/y,
  /&&|and\b/y,
  /==|!=|eq\b|ne\b/y,
  /<=|>=|<|>|le\b|ge\b|lt\b|gt\b/y,
  /[+-]/y,
  /[*/%]/y,
]
const OPERATORS: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ['||', '||'],
  ['or', '||'],
  ['&&', '&&'],
  ['and', '&&'],
  ['==', '=='],
  ['eq', '=='],
  ['!=', '!='],
  ['ne', '!='],
  ['<', '<'],
  ['lt', '<'],
  ['<=', '<='],
  ['le', '<='],
  ['>', '>'],
  ['gt', '>'],
  ['>=', '>='],
  ['ge', '>='],
  ['+', '+'],
  ['-', '-'],
  ['*', '*'],
  ['/', '/'],
  ['%', '%'],
])

/** Each operator nests its left side one deeper. */
const MOST_TERMS = 200

export function parseExpression(cursor: Cursor, grammar: Grammar): Expression {
  return nested(cursor, () => parseLevel(cursor, grammar, 0))
}

function parseLevel(cursor: Cursor, grammar: Grammar, level: number): Expression {
  const operators = LEVELS[level]
  if (operators === undefined) return parseUnary(cursor, grammar)
  let left = parseLevel(cursor, grammar, level + 1)
  for (let terms = 1; ; terms += 1) {
    if (terms > MOST_TERMS) throw syntaxError(cursor, 'has too many operators in one expression')
    const before = cursor.at
    skipSpace(cursor)
    const operator = OPERATORS.get(take(cursor, operators) ?? '')
    if (operator === undefined) {
      cursor.at = before
      return left
    }
    skipSpace(cursor)
    left = { kind: 'binary', operator, left, right: parseLevel(cursor, grammar, level + 1) }
  }
}

function parseUnary(cursor: Cursor, grammar: Grammar): Expression {
  skipSpace(cursor)
  if (take(cursor, /!|not\b/y) !== undefined) {
    return nested(cursor, () => ({ kind: 'not', operand: parseUnary(cursor, grammar) }))
  }
  if (take(cursor, /-(?!\d)/y) !== undefined) {
    return nested(cursor, () => ({ kind: 'minus', operand: parseUnary(cursor, grammar) }))
  }
  if (take(cursor, /\(/y) !== undefined) {
    const inner = grammar.expression(cursor)
    skipSpace(cursor)
    if (take(cursor, /\)/y) === undefined) throw syntaxError(cursor, 'expected )')
    return inner
  }
  return parseOperand(cursor, grammar)
}
