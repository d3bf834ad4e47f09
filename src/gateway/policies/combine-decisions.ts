import type { PolicyDecision } from './evaluate-policy.ts'

/**
 * What an authorizer's own policy and the API's resource policy come to (developer guide, "How API Gateway resource
 * policies affect authorization workflow", within one account). An authorizer without a policy, such as Cognito's, has
 * no say beside a resource policy, which then has to allow by itself.
 */
export function combineDecisions(
  own: PolicyDecision | undefined,
  resource: PolicyDecision | undefined,
): PolicyDecision {
  if (own === undefined || resource === undefined) return own ?? resource ?? 'allow'
  if (own === 'deny' || resource === 'deny') return 'deny'
  return own === 'allow' || resource === 'allow' ? 'allow' : 'silent'
}
