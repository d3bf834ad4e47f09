import type { RoutedExchange } from '../exchange.ts'
import type { PipelineReply } from '../pipeline-outcome.ts'
import { combineDecisions } from '../policies/combine-decisions.ts'
import { gatewayResponse } from '../responses/gateway-responses.ts'
import { httpError } from '../responses/http-errors.ts'
import type { Reply } from '../responses/reply.ts'
import { authenticate, type AuthorizerResources } from './authenticate.ts'
import type { Principal } from './principal.ts'
import { refusedByAuthorizer } from './refused-by-authorizer.ts'

export type Authorization = { readonly kind: 'allowed'; readonly principal: Principal | undefined } | PipelineReply

/** Who the caller is, and whether the policies that speak of it let it through. */
export async function authorize(exchange: RoutedExchange, resources: AuthorizerResources): Promise<Authorization> {
  const authentication = await authenticate(exchange, resources)
  if (authentication.kind === 'reply') return authentication
  const { decision: own, principal } = authentication
  const decision = combineDecisions(own, undefined)
  if (decision === 'allow') return { kind: 'allowed', principal }
  return refusedByAuthorizer(deniedReply(exchange, decision), `policy: ${decision}`)
}

/** AWS says whether a statement denies, or none allows. */
function deniedReply(exchange: RoutedExchange, decision: 'deny' | 'silent'): Reply {
  if (exchange.definition.kind === 'HTTP') return httpError(403)
  const message = `User is not authorized to access this resource${decision === 'deny' ? ' with an explicit deny' : ''}`
  return gatewayResponse(exchange, { type: 'ACCESS_DENIED', message })
}
