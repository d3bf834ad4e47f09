import type { Budget } from './budget.ts'
import type { Scope } from './scope.ts'
import type { Block, Expression, Macro, Reference } from './syntax-tree.ts'
import type { VtlValue } from './value.ts'

/** One rendering under way; the parts of the interpreter that need each other reach each other through it. */
export interface Evaluation {
  readonly scope: Scope
  readonly budget: Budget
  readonly macros: ReadonlyMap<string, Macro>
  /** What an unresolved reference prints: itself, as Velocity does, or nothing, as API Gateway does. */
  readonly unresolved: 'itself' | 'nothing'
  readonly value: (expression: Expression, evaluation: Evaluation) => VtlValue
  readonly resolve: (reference: Reference, evaluation: Evaluation) => VtlValue
  readonly render: (block: Block, evaluation: Evaluation) => string
}
