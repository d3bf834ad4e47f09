/** A JSONPath as parsed: what mapping templates and parameter mappings use of it. Nothing in it is ever executed. */
export type JsonPath = readonly PathStep[]

export type PathStep =
  | { readonly kind: 'names'; readonly names: readonly string[]; readonly isDeep: boolean }
  | { readonly kind: 'wildcard'; readonly isDeep: boolean }
  | { readonly kind: 'indexes'; readonly indexes: readonly number[] }
  | { readonly kind: 'slice'; readonly from: number | undefined; readonly to: number | undefined }
  | { readonly kind: 'filter'; readonly path: JsonPath; readonly test: FilterTest | undefined }
  | { readonly kind: 'length' }

export interface FilterTest {
  readonly operator: '==' | '!=' | '<' | '<=' | '>' | '>='
  readonly value: string | number | boolean | null
}

/** The text is no JSONPath of the subset. */
export class JsonPathRefused extends Error {
  constructor(path: string) {
    super(`not a supported JSONPath: ${path.slice(0, 100)}`)
    this.name = 'JsonPathRefused'
  }
}

const NAME = String.raw`[^\s.[\]()'"*?@]+`
const LENGTH = /\.length\(\)$/y
const CHILD = new RegExp(String.raw`(\.\.|\.)(?:(\*)|(${NAME}))`, 'y')
const DEEP_BRACKET = /\.\.(?=\[)/y
const WILDCARD = /\[\s*\*\s*\]/y
const QUOTED = /\[\s*((?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")(?:\s*,\s*(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"))*)\s*\]/y
const INDEXES = /\[\s*(-?\d{1,9}(?:\s*,\s*-?\d{1,9})*)\s*\]/y
const SLICE = /\[\s*(-?\d{1,9})?\s*:\s*(-?\d{1,9})?\s*\]/y
const FILTER =
  /\[\s*\?\(\s*@((?:[.[](?:[^=!<>&|()]*[^=!<>&|()\s])?)?)\s*(?:(==|!=|<=|>=|<|>)\s*('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?|true|false|null))?\s*\)\s*\]/y
const LONGEST = 1000

/** Jayway: a path that does not begin with `$` is a path below it. */
export function parseJsonPath(text: string): JsonPath {
  const trimmed = text.trim()
  if (trimmed.length > LONGEST) throw new JsonPathRefused(text)
  if (trimmed.startsWith('$')) return parseSteps(trimmed.slice(1), text)
  return parseSteps(trimmed.startsWith('[') ? trimmed : `.${trimmed}`, text)
}

function parseSteps(rest: string, whole: string): JsonPath {
  const steps: PathStep[] = []
  let at = 0
  const take = (sticky: RegExp): RegExpExecArray | undefined => {
    sticky.lastIndex = at
    const match = sticky.exec(rest)
    if (match !== null) at += match[0].length
    return match ?? undefined
  }
  while (at < rest.length) {
    const step = nextStep(take, whole)
    if (step === undefined) throw new JsonPathRefused(whole)
    steps.push(step)
  }
  return steps
}

function nextStep(take: (sticky: RegExp) => RegExpExecArray | undefined, whole: string): PathStep | undefined {
  if (take(LENGTH) !== undefined) return { kind: 'length' }
  const child = take(CHILD)
  if (child !== undefined) {
    const [, dots, wildcard, name = ''] = child
    const isDeep = dots === '..'
    return wildcard === undefined ? { kind: 'names', names: [name], isDeep } : { kind: 'wildcard', isDeep }
  }
  const isDeep = take(DEEP_BRACKET) !== undefined
  if (take(WILDCARD) !== undefined) return { kind: 'wildcard', isDeep }
  const quoted = take(QUOTED)?.[1]
  if (quoted !== undefined) return { kind: 'names', names: quotedTexts(quoted), isDeep }
  if (isDeep) return undefined
  const indexes = take(INDEXES)?.[1]
  if (indexes !== undefined) return { kind: 'indexes', indexes: indexes.split(',').map(Number) }
  const slice = take(SLICE)
  if (slice !== undefined) return { kind: 'slice', from: optionalNumber(slice[1]), to: optionalNumber(slice[2]) }
  const filter = take(FILTER)
  return filter === undefined ? undefined : filterStep(filter, whole)
}

function filterStep([, path = '', operator, value = '']: RegExpExecArray, whole: string): PathStep {
  const test = OPERATORS.find((known) => known === operator)
  return {
    kind: 'filter',
    path: parseSteps(path.trim(), whole),
    test: test === undefined ? undefined : { operator: test, value: literalOf(value) },
  }
}

const OPERATORS = ['==', '!=', '<', '<=', '>', '>='] as const

function literalOf(text: string): FilterTest['value'] {
  if (/^['"]/.test(text)) return quotedTexts(text)[0] ?? ''
  if (text === 'true' || text === 'false') return text === 'true'
  return text === 'null' ? null : Number(text)
}

function quotedTexts(list: string): readonly string[] {
  return [...list.matchAll(/'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/g)].map(([, single, double]) =>
    (single ?? double ?? '').replaceAll(/\\(.)/g, '$1'),
  )
}

function optionalNumber(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text)
}
