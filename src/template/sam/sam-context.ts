import { isJsonArray, isJsonObject } from '../json.ts'
import type { Json, JsonObject } from '../json.ts'
import type { Template } from '../parse.ts'
import { suggest } from '../../domain/nearest-name.ts'
import { TemplateError } from '../template-error.ts'
import type { Path } from '../template-error.ts'

/** What the transform of one resource can see: its place, for errors, and the way to files beside the template. */
export interface SamContext {
  readonly template: Template
  readonly readFile: (location: string) => string
  readonly warn: (message: string) => void
}

/** A value of a SAM resource together with where it stands. */
export interface SamNode {
  readonly value: Json | undefined
  readonly path: Path
  readonly context: SamContext
}

export function resourceNode(logicalId: string, properties: JsonObject, context: SamContext): SamNode {
  return { value: properties, path: ['Resources', logicalId, 'Properties'], context }
}

export function child(node: SamNode, key: string): SamNode {
  const value = isJsonObject(node.value) && Object.hasOwn(node.value, key) ? node.value[key] : undefined
  return { ...node, value: value ?? undefined, path: [...node.path, key] }
}

export function refuse(node: SamNode, problem: string, advice: string): TemplateError {
  return new TemplateError(node.context.template, node.path, problem, advice)
}

export function mapOf(node: SamNode): JsonObject {
  if (node.value === undefined) return {}
  if (isJsonObject(node.value)) return node.value
  throw refuse(node, 'This must be a map.', 'Write "name: value" lines, indented.')
}

export function childrenOf(node: SamNode): readonly (readonly [string, SamNode])[] {
  return Object.keys(mapOf(node)).map((key) => [key, child(node, key)] as const)
}

export function textOf(node: SamNode): string | undefined {
  if (node.value === undefined || typeof node.value === 'string') return node.value
  throw refuse(node, 'This must be text.', 'Write the text itself.')
}

export function requireText(node: SamNode): string {
  const text = textOf(node)
  if (text !== undefined) return text
  throw refuse(node, 'This is missing.', `Write "${String(node.path.at(-1))}: …".`)
}

export function listOf(node: SamNode): readonly Json[] | undefined {
  if (node.value === undefined || isJsonArray(node.value)) return node.value
  throw refuse(node, 'This must be a list.', 'Write "- item" lines.')
}

export function isTrue(node: SamNode): boolean {
  return node.value === true || node.value === 'true'
}

/** A misspelt key must not pass for an absent one: it may be what protects a route. */
export function allowOnly(node: SamNode, known: readonly string[]): void {
  for (const [key, at] of childrenOf(node)) {
    if (known.includes(key)) continue
    throw refuse(at, `"${key}" is not known here.`, suggest(key, known, `Write one of ${known.join(', ')}.`))
  }
}

/** Mistakes in what a transform makes at `body` of an API are told where `node` is written. */
export function madeFrom(node: SamNode, api: SamNode, body: readonly string[]): void {
  const { template } = node.context
  template.include([...child(api, 'Body').path, ...body], { placeOf: () => template.placeOf(node.path) })
}

/** The logical id that a `!Ref` names. */
export function referredId(node: SamNode): string | undefined {
  if (isJsonObject(node.value) && typeof node.value.Ref === 'string') return node.value.Ref
  return typeof node.value === 'string' ? node.value : undefined
}

/** Those of `names` that are written, unchanged: properties that a transform passes on. */
export function pick(properties: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(names.flatMap((name) => (properties[name] === undefined ? [] : [[name, properties[name]]])))
}
