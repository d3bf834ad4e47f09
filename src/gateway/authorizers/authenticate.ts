import { whenKnown, type AtOnce } from '../at-once.ts'
import type { RoutedExchange } from '../exchange/exchange.ts'
import type { Connection } from '../integrations/connection.ts'
import type { PipelineReply } from '../exchange/pipeline-outcome.ts'
import { gatewayResponse } from '../responses/gateway-responses.ts'
import { httpError } from '../responses/http-errors.ts'
import type { Authenticated } from './authenticated.ts'
import { authenticateBySignature } from './iam/authenticate-by-signature.ts'
import type { SignatureResources } from './iam/verify-arrival.ts'
import { authorizeByUserPools, type CognitoVerdict } from './cognito-user-pools.ts'
import { authorizeByJwt, type JwtVerdict } from './jwt.ts'
import { authenticateByFunction } from './lambda/authenticate-by-function.ts'
import type { FunctionAuthorizers } from './lambda/function-authorizers.ts'
import type { Principal } from '../exchange/principal.ts'
import { refusedByAuthorizer } from './refused-by-authorizer.ts'
import type { TokenVerifier } from './token-verifier.ts'

export interface AuthorizerResources extends SignatureResources {
  readonly verifier: TokenVerifier
  readonly functionAuthorizers: FunctionAuthorizers
}

/** Asks the route's authorizer, whatever its kind, who the caller is; a route without one asks nobody. */
export function authenticate(
  exchange: RoutedExchange,
  connection: Connection,
  resources: AuthorizerResources,
): AtOnce<Authenticated | PipelineReply> {
  const { authorization } = exchange.match.route
  const { functionAuthorizers, verifier } = resources
  if (authorization.kind === 'none') return authenticated(undefined)
  const { authorizer, scopes } = authorization
  const { headers, query } = exchange.request
  const checksRevocation = exchange.stage.extras.revocation
  switch (authorizer.kind) {
    case 'cognito-user-pools': {
      const verdict = authorizeByUserPools(authorizer, { headers, scopes, checksRevocation }, verifier)
      return whenKnown(verdict, (known) => byUserPools(exchange, known))
    }
    case 'jwt': {
      const verdict = authorizeByJwt(authorizer, { headers, query, scopes, checksRevocation }, verifier)
      return whenKnown(verdict, byJwt)
    }
    case 'iam':
      return authenticateBySignature(exchange, connection, resources)
    case 'lambda':
      return authenticateByFunction(authorizer, exchange, functionAuthorizers)
  }
}

/** AWS knows no such case: it is a failure of the authorizer, and the status says that a later try may succeed. */
const unavailable = { type: 'AUTHORIZER_FAILURE', status: 503, message: 'Service Unavailable' } as const

function byUserPools(exchange: RoutedExchange, verdict: CognitoVerdict): Authenticated | PipelineReply {
  if (verdict.kind === 'allowed') return authenticated(verdict.principal)
  if (verdict.kind === 'unavailable') {
    return refusedByAuthorizer(gatewayResponse(exchange, unavailable), verdict.reason)
  }
  const error =
    verdict.kind === 'forbidden'
      ? ({ type: 'ACCESS_DENIED' } as const)
      : ({ type: 'UNAUTHORIZED', message: verdict.message } as const)
  return refusedByAuthorizer(gatewayResponse(exchange, error), verdict.reason)
}

function byJwt(verdict: JwtVerdict): Authenticated | PipelineReply {
  if (verdict.kind === 'allowed') return authenticated(verdict.principal)
  if (verdict.kind === 'unavailable') return refusedByAuthorizer(httpError(503), verdict.reason)
  const { wwwAuthenticate } = verdict
  const challenge = wwwAuthenticate === undefined ? [] : [['www-authenticate', wwwAuthenticate] as const]
  return refusedByAuthorizer(httpError(verdict.kind === 'forbidden' ? 403 : 401, challenge), verdict.reason)
}

function authenticated(principal: Principal | undefined): Authenticated {
  return { kind: 'authenticated', principal, decision: undefined }
}
