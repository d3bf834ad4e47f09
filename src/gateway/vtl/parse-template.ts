import { cursorAt, isAt, nested, syntaxError, take, takeText, type Cursor } from './cursor.ts'
import type { Grammar } from './grammar.ts'
import { parseDirective, type DirectiveGrammar } from './parse-directive.ts'
import { parseExpression } from './parse-expression.ts'
import { parseReference } from './parse-reference.ts'
import type { Block, Macro, VtlNode, VtlTemplate } from './syntax-tree.ts'

const MACRO_NAMES = /#(?:macro|\{macro\})\s*\(\s*([A-Za-z_][\w-]*)/g
const UNTIL_SPECIAL = /[^$#\\]+/y
/** What ends a block: the words behind `#`, with or without braces. */
const BLOCK_END = /#(?:(?:elseif|else|end)(?![\w-])|\{(?:elseif|else|end)\})/y
const ESCAPABLE = /#\{?(?:set|if|elseif|else|end|foreach|macro|define|break|stop)(?![\w-])/y

/** Parses a whole template. Throws `VtlSyntaxError` with the place. */
export function parseTemplate(text: string): VtlTemplate {
  const macros = new Map<string, Macro>()
  const macroNames = new Set([...text.matchAll(MACRO_NAMES)].map(([, name = '']) => name))
  const grammar: Grammar & DirectiveGrammar = {
    expression: (cursor) => parseExpression(cursor, grammar),
    interpolated: (quoted, { depth, within }, from) =>
      parseWhole(cursorAt(quoted, { ...within, offset: within.offset + from }, depth), grammar),
    block: (cursor) => nested(cursor, () => parseBlock(cursor, grammar)),
    isMacro: (name) => macroNames.has(name),
    defineMacro: (name, macro) => void macros.set(name, macro),
  }
  return { body: parseWhole(cursorAt(text), grammar), macros }
}

function parseWhole(cursor: Cursor, grammar: Grammar & DirectiveGrammar): Block {
  const body = parseBlock(cursor, grammar)
  if (cursor.at < cursor.text.length) {
    const from = cursor.at
    throw syntaxError(cursor, `${take(cursor, BLOCK_END) ?? ''} without a directive to end`, from)
  }
  return body
}

/** Nodes up to the end of the text, or to the `#end`, `#else` or `#elseif` of the block around. */
function parseBlock(cursor: Cursor, grammar: Grammar & DirectiveGrammar): Block {
  const nodes: VtlNode[] = []
  while (cursor.at < cursor.text.length && !isBlockEnd(cursor)) {
    const parsed = parseNext(cursor, grammar)
    // Velocity: `#set` takes the blanks before it along.
    if (parsed.at(0)?.kind === 'set') withoutIndent(nodes)
    nodes.push(...parsed)
  }
  return joined(nodes)
}

function isBlockEnd(cursor: Cursor): boolean {
  BLOCK_END.lastIndex = cursor.at
  return BLOCK_END.test(cursor.text)
}

function parseNext(cursor: Cursor, grammar: Grammar & DirectiveGrammar): readonly VtlNode[] {
  const plain = take(cursor, UNTIL_SPECIAL)
  if (plain !== undefined) return [text(plain)]
  const backslashes = take(cursor, /\\+/y) ?? ''
  if (isAt(cursor, '$')) return [reference(cursor, grammar, backslashes)]
  if (isAt(cursor, '#')) return sharp(cursor, grammar, backslashes)
  return [text(backslashes)]
}

function reference(cursor: Cursor, grammar: Grammar, backslashes: string): VtlNode {
  const parsed = parseReference(cursor, grammar)
  if (parsed === undefined) {
    cursor.at += 1
    return text(`${backslashes}$`)
  }
  const isEscaped = backslashes.length % 2 === 1
  return { kind: 'reference', reference: parsed, backslashes: halfOf(backslashes), isEscaped }
}

function sharp(cursor: Cursor, grammar: Grammar & DirectiveGrammar, backslashes: string): readonly VtlNode[] {
  const from = cursor.at
  if (backslashes === '') {
    if (takeText(cursor, '#[[')) return [unparsed(cursor, from)]
    if (takeText(cursor, '#*')) return comment(cursor, from)
    if (take(cursor, /##[^\r\n]*(?:\r\n|\n|\r)?/y) !== undefined) return []
  }
  if (backslashes.length % 2 === 1) {
    const escaped = take(cursor, ESCAPABLE)
    if (escaped !== undefined) return [text(halfOf(backslashes) + escaped)]
  } else {
    const kept = backslashes === '' ? [] : [text(halfOf(backslashes))]
    if (isBlockEnd(cursor)) return kept
    const directive = parseDirective(cursor, grammar)
    if (directive !== undefined) return [...kept, ...directive]
  }
  cursor.at = from + 1
  return [text(`${backslashes}#`)]
}

function unparsed(cursor: Cursor, from: number): VtlNode {
  const end = cursor.text.indexOf(']]#', cursor.at)
  if (end === -1) throw syntaxError(cursor, '#[[ without ]]#', from)
  const verbatim = cursor.text.slice(cursor.at, end)
  cursor.at = end + 3
  return text(verbatim)
}

function comment(cursor: Cursor, from: number): readonly VtlNode[] {
  const end = cursor.text.indexOf('*#', cursor.at)
  if (end === -1) throw syntaxError(cursor, '#* without *#', from)
  cursor.at = end + 2
  return []
}

function withoutIndent(before: VtlNode[]) {
  const last = before.at(-1)
  if (last?.kind === 'text') before.splice(-1, 1, text(last.text.replace(/[ \t]+$/, '')))
}

function joined(nodes: readonly VtlNode[]): Block {
  const result: VtlNode[] = []
  for (const node of nodes) {
    const last = result.at(-1)
    if (node.kind === 'text' && node.text === '') continue
    if (node.kind === 'text' && last?.kind === 'text') result.splice(-1, 1, text(last.text + node.text))
    else result.push(node)
  }
  return result
}

function text(value: string): VtlNode {
  return { kind: 'text', text: value }
}

function halfOf(backslashes: string): string {
  return backslashes.slice(0, Math.floor(backslashes.length / 2))
}
