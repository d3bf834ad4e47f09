import { authorizeByUserPools } from './cognito-user-pools.ts'
import { authorizeByJwt } from './jwt.ts'
import type { Principal } from './principal.ts'
import type { TokenVerifier } from './token-verifier.ts'
import type { RoutedExchange } from '../exchange.ts'
import { gatewayResponse } from '../responses/gateway-responses.ts'
import { httpError } from '../responses/http-errors.ts'
import type { PipelineReply } from '../pipeline-outcome.ts'

export type Authorization = { readonly kind: 'allowed'; readonly principal: Principal | undefined } | PipelineReply

/** Asks the route's authorizer, whatever its kind; a route without one lets anybody through. */
export async function authorize(exchange: RoutedExchange, verifier: TokenVerifier): Promise<Authorization> {
  const { authorization } = exchange.match.route
  if (authorization.kind === 'none') return { kind: 'allowed', principal: undefined }
  const { authorizer, scopes } = authorization
  const { headers, query } = exchange.request
  switch (authorizer.kind) {
    case 'cognito-user-pools': {
      const verdict = await authorizeByUserPools(authorizer, { headers, scopes }, verifier)
      if (verdict.kind === 'allowed') return verdict
      const { message, reason } = verdict
      return refused(gatewayResponse(exchange, { type: 'UNAUTHORIZED', message }), reason)
    }
    case 'jwt': {
      const verdict = await authorizeByJwt(authorizer, { headers, query, scopes }, verifier)
      if (verdict.kind === 'allowed') return verdict
      const challenge = [['www-authenticate', verdict.wwwAuthenticate]] as const
      return refused(httpError(verdict.kind === 'forbidden' ? 403 : 401, challenge), verdict.reason)
    }
  }
}

function refused(reply: PipelineReply['reply'], reason: string): Authorization {
  return { kind: 'reply', reply, reason: `authorizer: ${reason}` }
}
