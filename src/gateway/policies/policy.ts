import type { Condition } from './condition.ts'
import type { Glob } from './glob.ts'

export interface Policy {
  readonly statements: readonly Statement[]
}

export interface Statement {
  readonly effect: 'Allow' | 'Deny'
  /** Undefined in policies that have no principals: those of a caller, not of a resource. */
  readonly principals: readonly Glob[] | undefined
  readonly action: Selection
  readonly resource: ArnSelection
  readonly conditions: readonly Condition[]
}

/** `Action` or `NotAction`. */
export interface Selection {
  readonly isNegated: boolean
  readonly patterns: readonly Glob[]
}

/** `Resource` or `NotResource`. */
export interface ArnSelection {
  readonly isNegated: boolean
  readonly patterns: readonly ArnPattern[]
}

/** The components of an ARN from the left; the last one stands for all that follows. */
export type ArnPattern = readonly Glob[]
