import { expect, skipSpace, syntaxError, take, takeText, type Cursor } from './cursor.ts'
import type { Grammar } from './grammar.ts'
import { parseOperand } from './parse-operand.ts'
import { parseReference } from './parse-reference.ts'
import type { Block, Branch, Expression, Macro, VtlNode } from './syntax-tree.ts'

export interface DirectiveGrammar {
  readonly block: (cursor: Cursor) => Block
  readonly isMacro: (name: string) => boolean
  readonly defineMacro: (name: string, macro: Macro) => void
}

type FullGrammar = Grammar & DirectiveGrammar

const DIRECTIVE = /#(?:\{([A-Za-z_][\w-]*)\}|([A-Za-z_][\w-]*))/y
const PARAMETER = /\$!?\{?([A-Za-z_][\w-]*)\}?/y
const REFUSED = new Set(['parse', 'include', 'evaluate', 'literal'])

/** Undefined where `#` begins no directive, so that it is text. */
export function parseDirective(cursor: Cursor, grammar: FullGrammar): readonly VtlNode[] | undefined {
  const from = cursor.at
  DIRECTIVE.lastIndex = from
  const match = DIRECTIVE.exec(cursor.text)
  const name = match?.[1] ?? match?.[2]
  if (match === null || name === undefined) return undefined
  cursor.at += match[0].length
  switch (name) {
    case 'set':
      return [set(cursor, grammar)]
    case 'if':
      return [conditional(cursor, grammar)]
    case 'foreach':
      return [foreach(cursor, grammar)]
    case 'define':
      return [define(cursor, grammar)]
    case 'macro':
      macro(cursor, grammar)
      return []
    case 'break':
      return [{ kind: 'break' }]
    case 'stop':
      return [{ kind: 'stop' }]
    default: {
      if (grammar.isMacro(name)) return [macroCall(cursor, grammar, name)]
      if (REFUSED.has(name) && /^\s*\(/.test(cursor.text.slice(cursor.at))) {
        throw syntaxError(cursor, `#${name} is not available in mapping templates`, from)
      }
      cursor.at = from
      return undefined
    }
  }
}

function set(cursor: Cursor, grammar: FullGrammar): VtlNode {
  open(cursor, '#set')
  const target = parseReference(cursor, grammar)
  if (target === undefined) throw syntaxError(cursor, 'expected a reference after #set(')
  if (target.steps.at(-1)?.kind === 'call') throw syntaxError(cursor, 'a method call cannot be set')
  skipSpace(cursor)
  expect(cursor, '=', 'in #set')
  skipSpace(cursor)
  const value = grammar.expression(cursor)
  close(cursor, '#set')
  return { kind: 'set', target, value }
}

function conditional(cursor: Cursor, grammar: FullGrammar): VtlNode {
  const branches: Branch[] = []
  const branch = (directive: string) => {
    const condition = inParentheses(cursor, grammar, directive)
    branches.push({ condition, body: grammar.block(cursor) })
  }
  branch('#if')
  for (;;) {
    if (take(cursor, /#(?:elseif(?![\w-])|\{elseif\})/y) !== undefined) branch('#elseif')
    else if (take(cursor, /#(?:else(?![\w-])|\{else\})/y) !== undefined) {
      endLine(cursor)
      const otherwise = grammar.block(cursor)
      end(cursor, '#else')
      return { kind: 'if', branches, otherwise }
    } else {
      end(cursor, '#if')
      return { kind: 'if', branches, otherwise: [] }
    }
  }
}

function foreach(cursor: Cursor, grammar: FullGrammar): VtlNode {
  open(cursor, '#foreach')
  const variable = parameter(cursor)
  if (variable === undefined) throw syntaxError(cursor, 'expected a reference after #foreach(')
  skipSpace(cursor)
  if (take(cursor, /in\b/y) === undefined) throw syntaxError(cursor, 'expected in in #foreach')
  skipSpace(cursor)
  const list = grammar.expression(cursor)
  close(cursor, '#foreach')
  const body = grammar.block(cursor)
  end(cursor, '#foreach')
  return { kind: 'foreach', variable, list, body }
}

function define(cursor: Cursor, grammar: FullGrammar): VtlNode {
  open(cursor, '#define')
  const name = parameter(cursor)
  if (name === undefined) throw syntaxError(cursor, 'expected a reference after #define(')
  close(cursor, '#define')
  const body = grammar.block(cursor)
  end(cursor, '#define')
  return { kind: 'define', name, body }
}

/** Prints nothing: it is only kept for the calls. */
function macro(cursor: Cursor, grammar: FullGrammar) {
  open(cursor, '#macro')
  const name = take(cursor, /[A-Za-z_][\w-]*/y)
  if (name === undefined) throw syntaxError(cursor, 'expected a name after #macro(')
  const parameters: string[] = []
  for (;;) {
    take(cursor, /[\s,]*/y)
    const next = parameter(cursor)
    if (next === undefined) break
    parameters.push(next)
  }
  close(cursor, '#macro')
  const body = grammar.block(cursor)
  end(cursor, '#macro')
  grammar.defineMacro(name, { parameters, body })
}

function macroCall(cursor: Cursor, grammar: FullGrammar, name: string): VtlNode {
  open(cursor, `#${name}`)
  const args: Expression[] = []
  while (!takeText(cursor, ')')) {
    args.push(parseOperand(cursor, grammar))
    take(cursor, /[\s,]*/y)
  }
  endLine(cursor)
  return { kind: 'macro-call', name, args }
}

function inParentheses(cursor: Cursor, grammar: FullGrammar, directive: string): Expression {
  open(cursor, directive)
  const expression = grammar.expression(cursor)
  close(cursor, directive)
  return expression
}

function open(cursor: Cursor, directive: string) {
  take(cursor, /[ \t]*/y)
  expect(cursor, '(', `after ${directive}`)
  skipSpace(cursor)
}

function close(cursor: Cursor, directive: string) {
  skipSpace(cursor)
  expect(cursor, ')', `at the end of ${directive}`)
  endLine(cursor)
}

function end(cursor: Cursor, directive: string) {
  if (take(cursor, /#(?:end(?![\w-])|\{end\})/y) === undefined) throw syntaxError(cursor, `${directive} without #end`)
  endLine(cursor)
}

/** Velocity: a directive takes the rest of its line along, if that is blank. */
function endLine(cursor: Cursor) {
  take(cursor, /[ \t]*(?:\r\n|\n|\r)/y)
}

function parameter(cursor: Cursor): string | undefined {
  PARAMETER.lastIndex = cursor.at
  const match = PARAMETER.exec(cursor.text)
  if (match === null) return undefined
  cursor.at += match[0].length
  return match[1]
}
