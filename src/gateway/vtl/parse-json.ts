import { listOf, type VtlValue } from './value.ts'

export interface JsonLimits {
  readonly depth: number
  /** Members of objects and items of lists, in all. */
  readonly members: number
}

export type JsonOutcome =
  | { readonly kind: 'value'; readonly value: VtlValue }
  | { readonly kind: 'malformed'; readonly problem: string }
  | { readonly kind: 'too-complex' }

/** Whole numbers beyond this are read as decimals: work on them would grow with their square. */
const MOST_DIGITS = 400
const QUOTE = 0x22
const BACKSLASH = 0x5c
const SPACE = /[ \t\r\n]*/y
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y

class JsonProblem extends Error {
  readonly outcome: JsonOutcome

  constructor(outcome: JsonOutcome) {
    super('no JSON')
    this.outcome = outcome
  }
}

/** JSON into the values of templates, which tell `1` from `1.0` as Java does. */
export function parseJson(text: string, limits: JsonLimits): JsonOutcome {
  try {
    return { kind: 'value', value: read(text, limits) }
  } catch (error) {
    if (error instanceof JsonProblem) return error.outcome
    throw error
  }
}

function read(text: string, limits: JsonLimits): VtlValue {
  let at = 0
  let members = 0
  const fail = (): never => {
    const found = at < text.length ? `Unexpected character at offset ${at}` : 'Unexpected end of input'
    throw new JsonProblem({ kind: 'malformed', problem: found })
  }
  const next = (): string => {
    SPACE.lastIndex = at
    SPACE.test(text)
    at = SPACE.lastIndex
    return text.charAt(at)
  }
  const count = (depth: number) => {
    members += 1
    if (members > limits.members || depth > limits.depth) throw new JsonProblem({ kind: 'too-complex' })
  }
  const scalar = (): VtlValue => {
    SCALAR.lastIndex = at
    const token = SCALAR.exec(text)?.[0] ?? fail()
    at += token.length
    return scalarValue(token)
  }
  const string = (): string => {
    const from = at
    for (at += 1; text.charCodeAt(at) !== QUOTE; at += text.charCodeAt(at) === BACKSLASH ? 2 : 1) {
      if (at >= text.length) fail()
    }
    at += 1
    return unescaped(text.slice(from, at)) ?? fail()
  }
  /** After an item: true for a comma, false for the end. */
  const goesOn = (close: string): boolean => {
    const character = next()
    if (character !== ',' && character !== close) return fail()
    at += 1
    return character === ','
  }
  const list = (depth: number): VtlValue => {
    const items: VtlValue[] = []
    at += 1
    if (next() === ']') at += 1
    else {
      do {
        count(depth)
        items.push(value(depth))
      } while (goesOn(']'))
    }
    return listOf(items, true)
  }
  const object = (depth: number): VtlValue => {
    const entries = new Map<VtlValue, VtlValue>()
    at += 1
    if (next() === '}') at += 1
    else {
      do {
        count(depth)
        if (next() !== '"') fail()
        const key = string()
        if (next() !== ':') fail()
        at += 1
        entries.set(key, value(depth))
      } while (goesOn('}'))
    }
    return { kind: 'map', entries }
  }
  const value = (depth: number): VtlValue => {
    const character = next()
    if (character === '{') return object(depth + 1)
    if (character === '[') return list(depth + 1)
    return character === '"' ? string() : scalar()
  }
  const result = value(0)
  if (next() !== '') fail()
  return result
}

function unescaped(quoted: string): string | undefined {
  try {
    const text: unknown = JSON.parse(quoted)
    return typeof text === 'string' ? text : undefined
  } catch {
    return undefined
  }
}

function scalarValue(token: string): VtlValue {
  if (token === 'true' || token === 'false') return token === 'true'
  if (token === 'null') return null
  return /[.eE]/.test(token) || token.length > MOST_DIGITS ? Number(token) : BigInt(token)
}
