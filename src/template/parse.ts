import { LineCounter, isAlias, isMap, isScalar, isSeq, parseDocument } from 'yaml'
import type { Alias, Document, Node, Pair, YAMLError } from 'yaml'

import { isJsonObject } from './json.ts'
import type { Json, JsonObject } from './json.ts'
import { shortFormTags, shortForms } from './short-form.ts'
import { createSourceLines } from './source-lines.ts'
import { TemplateError } from './template-error.ts'
import type { Path, Source } from './template-error.ts'

export interface Template extends Source {
  readonly root: JsonObject
  /** Tells that what stands at `path` comes from there. */
  readonly include: (path: Path, source: Pick<Source, 'placeOf'>) => void
}

/**
 * Reads a template (YAML or JSON) into plain JSON, short forms written out (`!Ref X` as `{ Ref: X }`), and remembers
 * the line of every value. `file` is the name that messages show.
 */
export function parseTemplate(text: string, file: string): Template {
  const lines = new LineCounter()
  const document = parseDocument(text.replace(/^\uFEFF/, ''), {
    lineCounter: lines,
    // CloudFormation reads YAML 1.1, without timestamps, binaries and ordered maps: "2010-09-09" is a string.
    version: '1.1',
    customTags: (tags) => [...tags.filter((tag) => !isLeftOut(tag)), ...shortFormTags],
  })
  const { mark, include, placeOf } = createSourceLines(file)
  const source = { file, placeOf }

  const broken = document.errors[0] ?? document.warnings[0]
  if (broken !== undefined) {
    const json = /^\s*\{/.test(text) ? jsonMistake(text) : undefined
    mark([], json?.line ?? lines.linePos(broken.pos[0]).line)
    if (json !== undefined)
      throw new TemplateError(source, [], json.problem, 'Check the commas, quotes and brackets there.')
    throw new TemplateError(source, [], problemOf(broken), adviceFor(broken))
  }
  const reader = { document, source, lines, mark, readNodes: 0 }
  const root = document.contents === null ? null : readNode(document.contents, [], reader)
  if (!isJsonObject(root)) {
    throw new TemplateError(source, [], 'A template is a map.', 'Write at least a "Resources:" section.')
  }
  return { ...source, include, root }
}

interface Reader {
  readonly document: Document
  readonly source: Source
  readonly lines: LineCounter
  readonly mark: (path: Path, line: number) => void
  readNodes: number
}

/** Aliases can make a small text huge, or endless; no template that deploys comes near these. */
const mostNodes = 500_000
const deepest = 100

function readNode(node: unknown, path: Path, reader: Reader): Json {
  reader.readNodes += 1
  if (reader.readNodes > mostNodes || path.length > deepest) {
    throw new TemplateError(
      reader.source,
      path.slice(0, 5),
      'This is nested too deeply, or too large once its aliases are expanded.',
      `Nest less than ${deepest} levels, and use fewer aliases.`,
    )
  }
  if (isAlias(node)) return readNode(requireAnchor(node, path, reader), path, reader)
  if (!isScalar(node) && !isMap(node) && !isSeq(node)) return null
  markNode(path, node, reader)
  const key = node.tag === undefined ? undefined : shortForms[node.tag]
  if (key === undefined) return readPlain(node, path, reader)
  const argument = readPlain(node, [...path, key], reader)
  return { [key]: key === 'Fn::GetAtt' && typeof argument === 'string' ? splitAttribute(argument) : argument }
}

function readPlain(node: Node, path: Path, reader: Reader): Json {
  if (isScalar(node)) return readScalar(node.value, node.source, path, reader)
  if (isSeq(node)) return node.items.map((item, index) => readNode(item, [...path, index], reader))
  if (!isMap(node)) return null
  return Object.fromEntries(node.items.flatMap((pair) => readPair(pair, path, reader)))
}

function readPair(pair: Pair, path: Path, reader: Reader): [string, Json][] {
  const key = isScalar(pair.key) ? (pair.key.source ?? String(pair.key.value)) : String(pair.key)
  if (key === '<<') return readMerge(pair.value, path, reader)
  if (key === '__proto__') {
    throw new TemplateError(reader.source, path, '"__proto__" cannot be a key.', 'Choose another name.')
  }
  const value = readNode(pair.value, [...path, key], reader)
  if (isScalar(pair.key)) markNode([...path, key], pair.key, reader)
  return [[key, value]]
}

function readMerge(value: unknown, path: Path, reader: Reader): [string, Json][] {
  const target = isAlias(value) ? requireAnchor(value, path, reader) : value
  const maps = isSeq(target) ? target.items : [target]
  return maps.flatMap((map) => Object.entries(requireMap(readNode(map, path, reader), path, reader)))
}

function requireAnchor(alias: Alias, path: Path, reader: Reader): Node {
  const target = alias.resolve(reader.document)
  if (target !== undefined) return target
  markNode(path, alias, reader)
  const advice = `Write &${alias.source} before the value that it stands for, further up, or the value itself.`
  throw new TemplateError(reader.source, path, `"*${alias.source}" names no anchor.`, advice)
}

function requireMap(value: Json, path: Path, reader: Reader): JsonObject {
  if (isJsonObject(value)) return value
  throw new TemplateError(reader.source, path, '"<<" merges maps only.', 'Point it to an anchor on a map.')
}

function readScalar(value: unknown, text: string | undefined, path: Path, reader: Reader): Json {
  // An account id such as 012345678901 must keep its zero.
  if (typeof value === 'number' && text !== undefined && /^0\d+$/.test(text)) return text
  // A dot alone is a number by the letter of YAML 1.1; to CloudFormation, and in `CodeUri: .`, it is a text.
  if (Number.isNaN(value) && text !== undefined && /^[-+]?\._*$/.test(text)) return text
  if (typeof value === 'bigint') return text ?? String(value)
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number' && Number.isFinite(value)) return value
  throw new TemplateError(reader.source, path, `"${text ?? typeof value}" has no JSON form.`, 'Quote it.')
}

/** `Pool.Arn` and `Stack.Outputs.Name`: the first dot divides. */
function splitAttribute(text: string): Json {
  const dot = text.indexOf('.')
  return dot === -1 ? text : [text.slice(0, dot), text.slice(dot + 1)]
}

function isLeftOut(tag: unknown): boolean {
  const name = typeof tag === 'object' && tag !== null && 'tag' in tag ? tag.tag : tag
  return /(timestamp|binary|omap|pairs|set)$/.test(String(name))
}

function markNode(path: Path, node: Node, reader: Reader): void {
  if (node.range) reader.mark(path, reader.lines.linePos(node.range[0]).line)
}

function firstLine(message: string): string {
  return (message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, '').replace(/\.$/, '')
}

function problemOf({ code, message }: YAMLError): string {
  if (isTooDeep(message)) return 'This is nested too deeply to be read.'
  if (code === 'MULTIPLE_DOCS') return 'There is a second document here.'
  return `This is not valid YAML: ${firstLine(message)}.`
}

/** The parser's words for a text that is nested deeper than it can follow. */
function isTooDeep(message: string): boolean {
  return message.startsWith('Maximum call stack')
}

/** What begins as JSON is told of in the words for JSON. */
function jsonMistake(text: string): { readonly problem: string; readonly line: number } | undefined {
  try {
    JSON.parse(text)
    return undefined
  } catch (error) {
    const message = error instanceof Error ? error.message : ''
    const position = Number(/at position (\d+)/.exec(message)?.[1] ?? text.length)
    if (isTooDeep(message)) return undefined
    const line = text.slice(0, position).split('\n').length
    return { problem: `This is not valid JSON: ${message.replace(/ in JSON at position.*$/, '')}.`, line }
  }
}

function adviceFor({ code, message }: YAMLError): string {
  if (isTooDeep(message)) return `Nest less than ${deepest} levels.`
  if (code === 'MULTIPLE_DOCS') return 'A template is one document: remove the line with "---".'
  if (code === 'DUPLICATE_KEY') return 'Keep one of the two keys.'
  if (code === 'TAG_RESOLVE_FAILED') return `Write one of ${Object.keys(shortForms).join(' ')}.`
  if (code === 'TAB_AS_INDENT') return 'Indent with spaces.'
  return 'Check the indentation and the quotes on this line.'
}
