import type { LambdaAuthorizer } from '../../definition/authorizer.ts'
import type { RoutedExchange } from '../../exchange/exchange.ts'
import type { PipelineReply } from '../../exchange/pipeline-outcome.ts'
import { evaluatePolicy, type PolicyDecision } from '../../policies/evaluate-policy.ts'
import { requestConditions } from '../../resource-policy/request-conditions.ts'
import { gatewayResponse } from '../../responses/gateway-responses.ts'
import { httpError } from '../../responses/http-errors.ts'
import { jsonReply, type Reply } from '../../exchange/reply.ts'
import type { Authenticated } from '../authenticated.ts'
import { invokeAction, longestMethodArnBytes, methodArn } from '../../resource-policy/method-arn.ts'
import { refusedByAuthorizer } from '../refused-by-authorizer.ts'
import type { AuthorizerAnswer } from './authorizer-answer.ts'
import type { FunctionAuthorizers, FunctionVerdict } from './function-authorizers.ts'

/** `TOKEN` and `REQUEST` authorizers: a function says who the caller is, and its policy what the caller may do. */
export async function authenticateByFunction(
  authorizer: LambdaAuthorizer,
  exchange: RoutedExchange,
  functionAuthorizers: FunctionAuthorizers,
): Promise<Authenticated | PipelineReply> {
  if (Buffer.byteLength(methodArn(exchange)) > longestMethodArnBytes) {
    return refusedByAuthorizer(jsonReply(414, { message: 'Request-URI Too Long' }), 'method ARN over 1,600 bytes')
  }
  const verdict = await functionAuthorizers.ask(authorizer, exchange)
  if (verdict.kind !== 'answered') return refusedByAuthorizer(replyTo(verdict.kind, exchange), verdict.reason)
  const { answer, integrationLatency } = verdict
  return {
    kind: 'authenticated',
    principal: { ...answer.principal, integrationLatency },
    decision: decide(answer.verdict, exchange),
  }
}

/** A policy that is remembered covers every method of the API, so it is asked anew for each request. */
function decide(verdict: AuthorizerAnswer['verdict'], exchange: RoutedExchange): PolicyDecision {
  if (verdict === 'authorized') return 'allow'
  if (verdict === 'not-authorized') return 'silent'
  return evaluatePolicy(verdict, {
    action: invokeAction,
    resource: methodArn(exchange),
    principals: [],
    conditions: requestConditions(exchange, undefined),
  })
}

function replyTo(kind: Exclude<FunctionVerdict['kind'], 'answered'>, exchange: RoutedExchange): Reply {
  const isRest = exchange.definition.kind === 'REST'
  switch (kind) {
    case 'unauthorized':
      return isRest ? gatewayResponse(exchange, { type: 'UNAUTHORIZED' }) : httpError(401)
    case 'failed':
      return isRest ? gatewayResponse(exchange, { type: 'AUTHORIZER_FAILURE' }) : httpError(500)
    case 'misconfigured':
      return isRest ? gatewayResponse(exchange, { type: 'AUTHORIZER_CONFIGURATION_ERROR' }) : httpError(500)
  }
}
