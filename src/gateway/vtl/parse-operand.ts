import { expect, isAt, skipSpace, syntaxError, take, takeText, type Cursor } from './cursor.ts'
import type { Grammar } from './grammar.ts'
import { parseReference } from './parse-reference.ts'
import type { Expression } from './syntax-tree.ts'

const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?!\w)/y
const DOUBLE_QUOTED = /"(?:[^"]|"")*"/y
const SINGLE_QUOTED = /'(?:[^']|'')*'/y

/** What operators stand between, and what a macro takes as its arguments. */
export function parseOperand(cursor: Cursor, grammar: Grammar): Expression {
  if (isAt(cursor, '$')) {
    const reference = parseReference(cursor, grammar)
    if (reference !== undefined) return reference
  }
  if (isAt(cursor, '"')) return doubleQuoted(cursor, grammar)
  if (isAt(cursor, "'")) return singleQuoted(cursor)
  if (isAt(cursor, '[')) return listOrRange(cursor, grammar)
  if (isAt(cursor, '{')) return map(cursor, grammar)
  const number = take(cursor, NUMBER)
  if (number !== undefined) return { kind: 'literal', value: /^-?\d+$/.test(number) ? BigInt(number) : Number(number) }
  switch (take(cursor, /[a-z]+\b/y)) {
    case 'true':
      return { kind: 'literal', value: true }
    case 'false':
      return { kind: 'literal', value: false }
    case 'null':
      return { kind: 'literal', value: null }
    default:
      throw syntaxError(cursor, 'expected a reference, a text in quotes, a number, a list or a map')
  }
}

function singleQuoted(cursor: Cursor): Expression {
  const quoted = take(cursor, SINGLE_QUOTED)
  if (quoted === undefined) throw syntaxError(cursor, 'the text in single quotes does not end')
  return { kind: 'literal', value: quoted.slice(1, -1).replaceAll("''", "'") }
}

/** Velocity: no backslash escapes; a quote is doubled. References and directives inside are carried out. */
function doubleQuoted(cursor: Cursor, grammar: Grammar): Expression {
  const from = cursor.at + 1
  const quoted = take(cursor, DOUBLE_QUOTED)
  if (quoted === undefined) throw syntaxError(cursor, 'the text in double quotes does not end')
  const text = quoted.slice(1, -1).replaceAll('""', '"')
  if (!/[$#]/.test(text)) return { kind: 'literal', value: text }
  return { kind: 'interpolation', body: grammar.interpolated(text, cursor, from) }
}

function listOrRange(cursor: Cursor, grammar: Grammar): Expression {
  expect(cursor, '[', 'before a list')
  const items: Expression[] = []
  skipSpace(cursor)
  while (!takeText(cursor, ']')) {
    if (items.length > 0) expect(cursor, ',', 'between the items of a list')
    skipSpace(cursor)
    const item = grammar.expression(cursor)
    skipSpace(cursor)
    if (items.length === 0 && takeText(cursor, '..')) {
      skipSpace(cursor)
      const to = grammar.expression(cursor)
      skipSpace(cursor)
      expect(cursor, ']', 'after a range')
      return { kind: 'range', from: item, to }
    }
    items.push(item)
  }
  return { kind: 'list', items }
}

function map(cursor: Cursor, grammar: Grammar): Expression {
  expect(cursor, '{', 'before a map')
  const entries: (readonly [Expression, Expression])[] = []
  skipSpace(cursor)
  while (!takeText(cursor, '}')) {
    if (entries.length > 0) expect(cursor, ',', 'between the entries of a map')
    skipSpace(cursor)
    const key = grammar.expression(cursor)
    skipSpace(cursor)
    expect(cursor, ':', 'after the key of a map')
    skipSpace(cursor)
    entries.push([key, grammar.expression(cursor)])
    skipSpace(cursor)
  }
  return { kind: 'map', entries }
}
