import type { PolicyDecision } from '../policies/evaluate-policy.ts'
import type { Principal } from '../exchange/principal.ts'

/** Who a caller is; not yet that it may do what it asks for. */
export interface Authenticated {
  readonly kind: 'authenticated'
  readonly principal: Principal | undefined
  /** What the authorizer's own policy says; undefined for kinds of authorizer that have none. */
  readonly decision: PolicyDecision | undefined
}
