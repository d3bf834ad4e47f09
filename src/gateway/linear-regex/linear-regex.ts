import { isLineEnd, isWord } from './character-classes.ts'
import { parseRegex } from './parse-regex.ts'
import { regexProgram, type Instruction } from './regex-program.ts'
import type { Assertion, RegexDialect, RegexNode } from './regex-tree.ts'

export interface RegexMatch {
  readonly start: number
  readonly end: number
  /** By number, the whole match first. */
  readonly groups: readonly (string | undefined)[]
}

export interface LinearRegex {
  readonly groupNames: ReadonlyMap<string, number>
  /** The first match from there on. `spend` is told how much work was done, and may throw. */
  readonly find: (text: string, from?: number, spend?: (steps: number) => void) => RegexMatch | undefined
  /** Whether the whole text matches. */
  readonly matches: (text: string, spend?: (steps: number) => void) => boolean
}

type Positions = readonly number[]

/** Throws `RegexRefused` for what is no pattern, or cannot be run in linear time. */
export function linearRegex(pattern: string, dialect: RegexDialect = 'java'): LinearRegex {
  const { node, groupCount, groupNames } = parseRegex(pattern, dialect)
  const literal = literalOf(node)
  const machine = { program: regexProgram(node), slots: (groupCount + 1) * 2 }
  return {
    groupNames,
    find(text, from = 0, spend = () => {}) {
      if (literal !== undefined) return findLiteral(text, literal, from)
      const positions = run(machine, { text, from, isWhole: false, spend })
      return positions === undefined ? undefined : matchOf(text, positions)
    },
    matches: (text, spend = () => {}) => run(machine, { text, from: 0, isWhole: true, spend }) !== undefined,
  }
}

interface Machine {
  readonly program: readonly Instruction[]
  readonly slots: number
}

interface Search {
  readonly text: string
  readonly from: number
  readonly isWhole: boolean
  readonly spend: (steps: number) => void
}

interface Threads {
  readonly list: { readonly at: number; readonly positions: Positions }[]
  readonly seen: Set<number>
}

/** All ways at once, in the order of preference; a way that reaches a match ends those behind it. */
function run({ program, slots }: Machine, { text, from, isWhole, spend }: Search): Positions | undefined {
  const [first] = program
  const beginsOnce = isWhole || (first?.kind === 'assertion' && first.assertion === 'text-start')
  let threads: Threads = { list: [], seen: new Set() }
  let found: Positions | undefined
  for (let position = from; ;) {
    const mayBegin = found === undefined && (!beginsOnce || position === from)
    if (mayBegin) {
      const positions: number[] = Array.from({ length: slots }, () => -1)
      positions[0] = position
      follow(program, threads, { at: 0, positions, text, position })
    }
    if (threads.list.length === 0 && !mayBegin) return found
    spend(1 + threads.seen.size)
    const point = text.codePointAt(position)
    const width = point !== undefined && point > 0xffff ? 2 : 1
    const next: Threads = { list: [], seen: new Set() }
    for (const { at, positions } of threads.list) {
      const instruction = program[at]
      if (instruction?.kind === 'match') {
        if (isWhole && position < text.length) continue
        found = positions.with(1, position)
        break
      }
      if (instruction?.kind !== 'characters' || point === undefined || !instruction.accepts(point)) continue
      follow(program, next, { at: at + 1, positions, text, position: position + width })
    }
    if (position >= text.length) return found
    position += width
    threads = next
  }
}

interface Step {
  readonly at: number
  readonly positions: Positions
  readonly text: string
  readonly position: number
}

/** Goes on to the next instructions that read a character, each once. */
function follow(program: readonly Instruction[], threads: Threads, { at, positions, text, position }: Step) {
  const waiting: { readonly at: number; readonly positions: Positions }[] = [{ at, positions }]
  for (let way = waiting.pop(); way !== undefined; way = waiting.pop()) {
    const instruction = program[way.at]
    if (instruction === undefined || threads.seen.has(way.at)) continue
    threads.seen.add(way.at)
    switch (instruction.kind) {
      case 'jump':
        waiting.push({ ...way, at: instruction.to })
        break
      case 'split':
        waiting.push({ ...way, at: instruction.second }, { ...way, at: instruction.first })
        break
      case 'save':
        waiting.push({ at: way.at + 1, positions: way.positions.with(instruction.slot, position) })
        break
      case 'assertion':
        if (holds(instruction.assertion, text, position)) waiting.push({ ...way, at: way.at + 1 })
        break
      default:
        threads.list.push(way)
    }
  }
}

function holds(assertion: Assertion, text: string, position: number): boolean {
  switch (assertion) {
    case 'text-start':
      return position === 0
    case 'text-end':
      return position === text.length
    case 'text-end-or-last-line':
      return position === text.length || /^(?:\r\n|[\n\r\u0085\u2028\u2029])$/.test(text.slice(position, position + 3))
    case 'line-start':
      return position === 0 || isLineEnd(text.charCodeAt(position - 1))
    case 'line-end':
      return position === text.length || isLineEnd(text.charCodeAt(position))
    case 'word':
      return isWord(text.charCodeAt(position - 1)) !== isWord(text.charCodeAt(position))
    case 'no-word':
      return isWord(text.charCodeAt(position - 1)) === isWord(text.charCodeAt(position))
  }
}

function matchOf(text: string, positions: Positions): RegexMatch {
  const groups = Array.from({ length: positions.length / 2 }, (_, index) => {
    const start = positions[index * 2] ?? -1
    const end = positions[index * 2 + 1] ?? -1
    return start < 0 || end < 0 ? undefined : text.slice(start, end)
  })
  return { start: positions[0] ?? 0, end: positions[1] ?? 0, groups }
}

/** The text of a pattern that is nothing but characters: most are, and there is a faster way for them. */
function literalOf(node: RegexNode): string | undefined {
  if (node.kind === 'characters') return node.literal === undefined ? undefined : String.fromCodePoint(node.literal)
  if (node.kind !== 'sequence' || node.nodes.length === 0) return undefined
  const parts = node.nodes.map(literalOf)
  return parts.every((part) => part !== undefined) ? parts.join('') : undefined
}

function findLiteral(text: string, literal: string, from: number): RegexMatch | undefined {
  const start = text.indexOf(literal, from)
  return start === -1 ? undefined : { start, end: start + literal.length, groups: [literal] }
}
