import { matchesArn } from './arn-pattern.ts'
import { isConditionMet, type ConditionValues } from './condition.ts'
import { matchesGlob } from './glob.ts'
import type { Policy, Statement } from './policy.ts'

/** `silent`: no statement speaks of the request, which is a denial unless another policy allows it. */
export type PolicyDecision = 'allow' | 'deny' | 'silent'

export interface PolicyRequest {
  readonly action: string
  readonly resource: string
  /** The ARNs a caller goes by: its own and its account's. Empty for whoever has signed nothing. */
  readonly principals: readonly string[]
  readonly conditions: ConditionValues
}

/** IAM's rule: one statement that denies outweighs all that allow. */
export function evaluatePolicy({ statements }: Policy, request: PolicyRequest): PolicyDecision {
  const speaking = statements.filter((statement) => speaksOf(statement, request))
  if (speaking.some(({ effect }) => effect === 'Deny')) return 'deny'
  return speaking.length > 0 ? 'allow' : 'silent'
}

function speaksOf({ principals, action, resource, conditions }: Statement, request: PolicyRequest): boolean {
  const name = request.action.toLowerCase()
  return (
    action.patterns.some((pattern) => matchesGlob(pattern, name)) !== action.isNegated &&
    resource.patterns.some((pattern) => matchesArn(pattern, request.resource)) !== resource.isNegated &&
    (principals === undefined || isAmong(principals, request.principals)) &&
    conditions.every((condition) => isConditionMet(condition, request.conditions))
  )
}

function isAmong(named: NonNullable<Statement['principals']>, callers: readonly string[]): boolean {
  // `*` is everybody, those included who have no name.
  return named.some((pattern) => ['', ...callers].some((caller) => matchesGlob(pattern, caller)))
}
