import type { TemplateResource } from '../../domain/template-resource.ts'
import { nearestName } from '../../domain/nearest-name.ts'
import { DefinitionRefused } from './definition-refused.ts'

/** A value of a template together with the place it stands at, so that every refusal can name it. */
export interface TemplateNode {
  readonly value: unknown
  readonly resource: TemplateResource
  readonly path: string
  /** The same for programs: a name may hold dots. */
  readonly steps: readonly (string | number)[]
}

export function propertiesOf(resource: TemplateResource): TemplateNode {
  return { value: resource.properties, resource, path: 'Properties', steps: ['Properties'] }
}

export function refuseNode(node: TemplateNode, advice: string): DefinitionRefused {
  const { logicalId, line, placeOf } = node.resource
  const place = placeOf?.(node.steps) ?? { line }
  return new DefinitionRefused([{ logicalId, line, ...place, property: node.path, advice }])
}

/** The member of that name, or undefined where it is absent or null. */
export function member(node: TemplateNode, name: string): TemplateNode | undefined {
  const record = recordOf(node)
  if (!Object.hasOwn(record, name) || record[name] === undefined || record[name] === null) return undefined
  return inside(node, name, record[name])
}

export function requireMember(node: TemplateNode, name: string): TemplateNode {
  const found = member(node, name)
  if (found === undefined) throw refuseNode(node, `is missing ${name}`)
  return found
}

export function members(node: TemplateNode | undefined): readonly (readonly [string, TemplateNode])[] {
  if (node === undefined) return []
  return Object.entries(recordOf(node))
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => [name, inside(node, name, value)])
}

export function items(node: TemplateNode | undefined): readonly TemplateNode[] {
  if (node === undefined) return []
  if (!Array.isArray(node.value)) throw refuseNode(node, 'must be a list')
  return node.value.map((value: unknown, index) => inside(node, index, value))
}

/** Text, or a number or boolean in a place for text, as CloudFormation accepts them. */
export function text(node: TemplateNode): string {
  if (typeof node.value === 'string') return node.value
  if (typeof node.value === 'number' || typeof node.value === 'boolean') return String(node.value)
  throw refuseNode(node, 'must be text')
}

export function optionalText(node: TemplateNode, name: string): string | undefined {
  const found = member(node, name)
  return found === undefined ? undefined : text(found)
}

export function texts(node: TemplateNode | undefined): readonly string[] {
  return items(node).map(text)
}

export function integer(node: TemplateNode): number {
  const value = text(node)
  if (!/^-?\d{1,9}$/.test(value)) throw refuseNode(node, `must be a whole number, not ${JSON.stringify(value)}`)
  return Number(value)
}

export function isTrue(node: TemplateNode | undefined): boolean {
  if (node === undefined) return false
  const value = text(node).toLowerCase()
  if (value !== 'true' && value !== 'false') throw refuseNode(node, 'must be true or false')
  return value === 'true'
}

/**
 * Refuses any member that is neither read nor known to be without effect here: an unknown setting might be the one
 * that protects something.
 */
export function allowOnly(node: TemplateNode, known: readonly string[], advice: Readonly<Record<string, string>> = {}) {
  for (const [name, found] of members(node)) {
    if (known.includes(name)) continue
    throw refuseNode(found, advice[name] ?? `is not supported by this gateway; ${meantOrRemove(name, known)}`)
  }
}

/** What to write instead of a name that is not known. */
export function meantOrRemove(name: string, known: readonly string[]): string {
  const meant = nearestName(name, known)
  return meant === undefined ? 'remove it' : `did you mean ${meant}?`
}

function inside({ resource, path, steps }: TemplateNode, step: string | number, value: unknown): TemplateNode {
  const at = typeof step === 'number' ? `${path}[${step}]` : `${path}.${step}`
  return { value, resource, path: at, steps: [...steps, step] }
}

function recordOf(node: TemplateNode): Readonly<Record<string, unknown>> {
  if (!isRecord(node.value)) throw refuseNode(node, 'must be an object')
  return node.value
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
