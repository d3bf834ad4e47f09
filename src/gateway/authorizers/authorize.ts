import { whenKnown, type AtOnce } from '../at-once.ts'
import type { RoutedExchange } from '../exchange/exchange.ts'
import type { Connection } from '../integrations/connection.ts'
import type { PipelineReply } from '../exchange/pipeline-outcome.ts'
import { combineDecisions } from '../policies/combine-decisions.ts'
import { resourceDecision } from '../resource-policy/resource-decision.ts'
import { authenticate, type AuthorizerResources } from './authenticate.ts'
import type { Authenticated } from './authenticated.ts'
import { deniedReply, type Denial } from './denied-reply.ts'
import type { Principal } from '../exchange/principal.ts'
import { refusedByAuthorizer } from './refused-by-authorizer.ts'

export type Authorization = { readonly kind: 'allowed'; readonly principal: Principal | undefined } | PipelineReply

/** Who the caller is, and whether the policies that speak of it let it through (contract/gateway 1.1). */
export function authorize(
  exchange: RoutedExchange,
  connection: Connection,
  resources: AuthorizerResources,
): AtOnce<Authorization> {
  const beforehand = asksPolicyFirst(exchange) ? resourceDecision(exchange, undefined) : undefined
  if (beforehand === 'deny') return refusedByPolicy(exchange, { decision: 'deny', isOwn: false, caller: undefined })
  return whenKnown(authenticate(exchange, connection, resources), (authentication) =>
    authentication.kind === 'reply' ? authentication : judge(exchange, authentication),
  )
}

function judge(exchange: RoutedExchange, { decision: own, principal }: Authenticated): Authorization {
  const caller = principal?.kind === 'signed' ? principal : undefined
  const decision = combineDecisions(own, resourceDecision(exchange, caller))
  if (decision === 'allow') return { kind: 'allowed', principal }
  return refusedByPolicy(exchange, { decision, isOwn: own === decision, caller })
}

/** A resource policy that denies spares the function the question; a user pool's token is looked at before it. */
function asksPolicyFirst({ match }: RoutedExchange): boolean {
  const { authorization } = match.route
  return authorization.kind === 'none' || authorization.authorizer.kind === 'lambda'
}

function refusedByPolicy(exchange: RoutedExchange, denial: Denial): PipelineReply {
  const reason = `${denial.isOwn ? 'policy' : 'resource policy'}: ${denial.decision}`
  return refusedByAuthorizer(deniedReply(exchange, denial), reason)
}
