import { inAnyCase, isLineEnd, not, shorthandClasses } from './character-classes.ts'
import { parseClass } from './parse-class.ts'
import { parseEscape, type PatternReader } from './parse-escape.ts'
import {
  RegexRefused,
  type Assertion,
  type CharacterTest,
  type ParsedRegex,
  type RegexDialect,
  type RegexNode,
} from './regex-tree.ts'

interface Flags {
  readonly ignoresCase: boolean
  readonly dotMatchesAll: boolean
  readonly isMultiline: boolean
}

interface Reader extends PatternReader {
  readonly dialect: RegexDialect
  readonly groupNames: Map<string, number>
  groupCount: number
  depth: number
}

const MOST_REPETITIONS = 1000
const DEEPEST = 50

export function parseRegex(pattern: string, dialect: RegexDialect): ParsedRegex {
  const reader: Reader = { pattern, at: 0, dialect, groupNames: new Map(), groupCount: 0, depth: 0 }
  const node = alternatives(reader, { ignoresCase: false, dotMatchesAll: false, isMultiline: false })
  if (reader.at < pattern.length) throw new RegexRefused('has a ) without a (')
  return { node, groupCount: reader.groupCount, groupNames: reader.groupNames }
}

function alternatives(reader: Reader, flags: Flags): RegexNode {
  let current = flags
  const nodes: RegexNode[] = []
  let items: RegexNode[] = []
  while (reader.at < reader.pattern.length && peek(reader) !== ')') {
    if (peek(reader) === '|') {
      reader.at += 1
      nodes.push({ kind: 'sequence', nodes: items })
      items = []
      continue
    }
    const changed = inlineFlags(reader, current)
    if (changed === undefined) items.push(quantified(reader, current))
    else current = changed
  }
  nodes.push({ kind: 'sequence', nodes: items })
  const [only, ...others] = nodes
  return only !== undefined && others.length === 0 ? only : { kind: 'alternatives', nodes }
}

/** `(?i)`: from here to the end of the group. */
function inlineFlags(reader: Reader, flags: Flags): Flags | undefined {
  const match = takeMatch(reader, /\(\?([a-zA-Z]*)(?:-([a-zA-Z]+))?\)/y)
  return match === undefined ? undefined : withFlags(flags, match[1] ?? '', match[2] ?? '')
}

function withFlags(flags: Flags, on: string, off: string): Flags {
  const unknown = /[^imsu]/.exec(on + off)
  if (unknown !== null) throw new RegexRefused(`has the flag ${unknown[0]}, which is not supported`)
  const state = (letter: string, before: boolean) => (before || on.includes(letter)) && !off.includes(letter)
  return {
    ignoresCase: state('i', flags.ignoresCase),
    dotMatchesAll: state('s', flags.dotMatchesAll),
    isMultiline: state('m', flags.isMultiline),
  }
}

function quantified(reader: Reader, flags: Flags): RegexNode {
  const quoted = takeMatch(reader, /\\Q([\s\S]*?)(?:\\E|$)/y)
  if (quoted !== undefined) {
    return { kind: 'sequence', nodes: [...(quoted[1] ?? '')].map((character) => literal(character, flags)) }
  }
  let node = atom(reader, flags)
  for (;;) {
    const match = takeMatch(reader, /(?:([*+?])|\{(\d{1,5})(,?)(\d{0,5})\})([?+]?)/y)
    if (match === undefined) return node
    const [, sign, least = '', comma, most = '', kind] = match
    if (kind === '+') throw new RegexRefused('has a possessive quantifier, which is not supported')
    if (node.kind === 'repeat') throw new RegexRefused('repeats a repetition; put it into a group')
    node = { kind: 'repeat', node, isLazy: kind === '?', ...countsOf(sign, least, comma === '' ? least : most) }
  }
}

function countsOf(sign: string | undefined, least: string, most: string) {
  if (sign === '*') return { least: 0, most: Infinity }
  if (sign === '+') return { least: 1, most: Infinity }
  if (sign === '?') return { least: 0, most: 1 }
  const counts = { least: Number(least), most: most === '' ? Infinity : Number(most) }
  const largest = counts.most === Infinity ? counts.least : counts.most
  if (largest > MOST_REPETITIONS) throw new RegexRefused(`repeats more than ${MOST_REPETITIONS} times`)
  if (counts.least > counts.most) throw new RegexRefused('has a quantifier whose first number is the larger')
  return counts
}

function atom(reader: Reader, flags: Flags): RegexNode {
  const character = takeCharacter(reader)
  switch (character) {
    case '(':
      return group(reader, flags)
    case '[':
      return characters(parseClass(reader, reader.dialect), flags)
    case '.':
      return characters(flags.dotMatchesAll ? () => true : not(isLineEnd), flags)
    case '^':
      return { kind: 'assertion', assertion: flags.isMultiline ? 'line-start' : 'text-start' }
    case '$':
      return { kind: 'assertion', assertion: dollar(reader.dialect, flags) }
    case '\\':
      return escape(reader, flags)
    case '*':
    case '+':
    case '?':
      throw new RegexRefused(`has ${character} with nothing to repeat`)
    default:
      return literal(character, flags)
  }
}

/** Java: before a line break that ends the text too. */
function dollar(dialect: RegexDialect, { isMultiline }: Flags): Assertion {
  if (isMultiline) return 'line-end'
  return dialect === 'java' ? 'text-end-or-last-line' : 'text-end'
}

function group(reader: Reader, flags: Flags): RegexNode {
  reader.depth += 1
  if (reader.depth > DEEPEST) throw new RegexRefused('nests too many groups')
  const node = groupContent(reader, flags)
  if (peek(reader) !== ')') throw new RegexRefused('has a ( without a )')
  reader.at += 1
  reader.depth -= 1
  return node
}

function groupContent(reader: Reader, flags: Flags): RegexNode {
  const plain = takeMatch(reader, /\?([a-zA-Z]*)(?:-([a-zA-Z]+))?:/y)
  if (plain !== undefined) return alternatives(reader, withFlags(flags, plain[1] ?? '', plain[2] ?? ''))
  const name = takeMatch(reader, /\?<([a-zA-Z]\w*)>/y)?.[1]
  if (name === undefined && peek(reader) === '?') {
    throw new RegexRefused('has lookaround or an atomic group, which is not supported')
  }
  reader.groupCount += 1
  const index = reader.groupCount
  if (name !== undefined) reader.groupNames.set(name, index)
  return { kind: 'group', index, node: alternatives(reader, flags) }
}

function escape(reader: Reader, flags: Flags): RegexNode {
  const letter = peek(reader)
  const shorthand = shorthandClasses.get(letter)
  if (shorthand !== undefined) {
    reader.at += 1
    return characters(shorthand, flags)
  }
  const assertion = ASSERTIONS.get(letter)
  if (assertion !== undefined) {
    reader.at += 1
    return { kind: 'assertion', assertion }
  }
  if (/[1-9k]/.test(letter)) throw new RegexRefused('refers back to a group, which is not supported')
  const escaped = parseEscape(reader)
  return typeof escaped === 'number' ? literal(String.fromCodePoint(escaped), flags) : characters(escaped, flags)
}

const ASSERTIONS: ReadonlyMap<string, Assertion> = new Map<string, Assertion>([
  ['b', 'word'],
  ['B', 'no-word'],
  ['A', 'text-start'],
  ['z', 'text-end'],
  ['Z', 'text-end-or-last-line'],
])

function literal(character: string, { ignoresCase }: Flags): RegexNode {
  const point = character.codePointAt(0) ?? 0
  const exact: CharacterTest = (other) => other === point
  if (!ignoresCase) return { kind: 'characters', accepts: exact, literal: point }
  return { kind: 'characters', accepts: inAnyCase(exact), literal: undefined }
}

function characters(test: CharacterTest, { ignoresCase }: Flags): RegexNode {
  return { kind: 'characters', accepts: ignoresCase ? inAnyCase(test) : test, literal: undefined }
}

function peek({ pattern, at }: PatternReader): string {
  return pattern.charAt(at)
}

function takeCharacter(reader: PatternReader): string {
  const point = reader.pattern.codePointAt(reader.at) ?? 0
  const character = String.fromCodePoint(point)
  reader.at += character.length
  return character
}

function takeMatch(reader: PatternReader, sticky: RegExp): RegExpExecArray | undefined {
  sticky.lastIndex = reader.at
  const match = sticky.exec(reader.pattern)
  if (match !== null) reader.at += match[0].length
  return match ?? undefined
}
