import type { Budget } from './budget.ts'

/**
 * What references can stand for. Nothing of the host is among it: no JavaScript object is ever asked for a property
 * that a template or a request names, so there is no prototype to reach. Whole numbers are Java's, without a limit.
 */
export type VtlValue = null | boolean | bigint | number | string | VtlList | VtlMap | VtlObject | VtlDefinition

export interface VtlList {
  readonly kind: 'list'
  readonly items: VtlValue[]
  /** Cognito: lists that were read from JSON print as JSON, others as Java prints them. */
  readonly isJson: boolean
}

export interface VtlMap {
  readonly kind: 'map'
  readonly entries: Map<VtlValue, VtlValue>
}

/** Something with methods of its own: `$input`, `$util`, `$foreach`. */
export interface VtlObject {
  readonly kind: 'object'
  readonly property: (name: string) => VtlValue
  /** Undefined for a method that it does not have. */
  readonly call: (name: string, args: readonly VtlValue[], budget: Budget) => VtlValue | undefined
  readonly assign?: (name: string, value: VtlValue) => void
  readonly text: () => string
}

/** `#define`: printed anew each time. */
export interface VtlDefinition {
  readonly kind: 'definition'
  readonly name: string
  /** Renders it within the evaluation under way. */
  readonly render: () => string
}

export function listOf(items: VtlValue[], isJson = false): VtlList {
  return { kind: 'list', items, isJson }
}

export function mapOf(entries: Iterable<readonly [VtlValue, VtlValue]>): VtlMap {
  return { kind: 'map', entries: new Map(entries) }
}

/** An object that only holds values. */
export function recordOf(property: (name: string) => VtlValue, text: () => string = () => ''): VtlObject {
  return { kind: 'object', property, call: () => undefined, text }
}

export function isList(value: VtlValue | undefined): value is VtlList {
  return isCompound(value) && value.kind === 'list'
}

export function isMap(value: VtlValue | undefined): value is VtlMap {
  return isCompound(value) && value.kind === 'map'
}

export function isCompound(value: VtlValue | undefined): value is VtlList | VtlMap | VtlObject | VtlDefinition {
  return typeof value === 'object' && value !== null
}
