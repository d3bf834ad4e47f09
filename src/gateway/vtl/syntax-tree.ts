/** A template as it is kept: made once at load, walked for each request. */
export interface VtlTemplate {
  readonly body: Block
  readonly macros: ReadonlyMap<string, Macro>
}

export type Block = readonly VtlNode[]

export type VtlNode =
  | { readonly kind: 'text'; readonly text: string }
  | PrintedReference
  | { readonly kind: 'set'; readonly target: Reference; readonly value: Expression }
  | { readonly kind: 'if'; readonly branches: readonly Branch[]; readonly otherwise: Block }
  | { readonly kind: 'foreach'; readonly variable: string; readonly list: Expression; readonly body: Block }
  | { readonly kind: 'define'; readonly name: string; readonly body: Block }
  | { readonly kind: 'macro-call'; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: 'break' }
  | { readonly kind: 'stop' }

export interface PrintedReference {
  readonly kind: 'reference'
  readonly reference: Reference
  /** Half of the backslashes that stand before it. */
  readonly backslashes: string
  /** An odd number of backslashes: the source is printed, if the reference has a value. */
  readonly isEscaped: boolean
}

export interface Branch {
  readonly condition: Expression
  readonly body: Block
}

export interface Macro {
  readonly parameters: readonly string[]
  readonly body: Block
}

export interface Reference {
  readonly kind: 'reference'
  /** As written; an unresolved reference prints itself. */
  readonly source: string
  /** `$!name` prints nothing instead. */
  readonly isQuiet: boolean
  readonly name: string
  readonly steps: readonly ReferenceStep[]
}

export type ReferenceStep =
  | { readonly kind: 'property'; readonly name: string }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: 'index'; readonly index: Expression }

export type Expression =
  | Reference
  | { readonly kind: 'literal'; readonly value: string | boolean | bigint | number | null }
  | { readonly kind: 'interpolation'; readonly body: Block }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'range'; readonly from: Expression; readonly to: Expression }
  | { readonly kind: 'map'; readonly entries: readonly (readonly [key: Expression, value: Expression])[] }
  | { readonly kind: 'not'; readonly operand: Expression }
  | { readonly kind: 'minus'; readonly operand: Expression }
  | { readonly kind: 'binary'; readonly operator: Operator; readonly left: Expression; readonly right: Expression }

export type Operator = '||' | '&&' | '==' | '!=' | '<' | '<=' | '>' | '>=' | '+' | '-' | '*' | '/' | '%'
