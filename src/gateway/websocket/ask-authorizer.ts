import type { FunctionRunner } from '../../ports/functions.ts'
import { readAuthorizerAnswer } from '../authorizers/lambda/authorizer-answer.ts'
import { invokeAction } from '../resource-policy/method-arn.ts'
import type { IdentitySource } from '../definition/authorizer.ts'
import type { WebSocketFunctionAuthorizer } from '../definition/websocket-api.ts'
import { evaluatePolicy } from '../policies/evaluate-policy.ts'
import { requestConditions } from '../resource-policy/request-conditions.ts'
import { headerValues } from '../../http/header-list.ts'
import type { AuthorizerQuestion, AuthorizerVerdict } from './authorizer-question.ts'
import { authorizerEvent } from './events.ts'
import { traceIdOf } from './new-id.ts'
import { authorizerFunctionPart } from './tracing/event-parts.ts'
import { inEventSpan } from './tracing/in-event-span.ts'
import type { EventFacts, Handshake } from './route-event.ts'

/** API Gateway waits for it as long as for an integration. */
const TIMEOUT_MILLISECONDS = 29_000
/** Developer guide, quotas: of a WebSocket API's authorizer. */
const LARGEST_RESULT_BYTES = 8192

/** Asks the function who connects. Anything but an answer that allows it lets nobody in; nothing is remembered. */
export async function askAuthorizer(
  { functionArn, identitySources }: WebSocketFunctionAuthorizer,
  { api, event, handshake }: AuthorizerQuestion,
  functions: FunctionRunner,
): Promise<AuthorizerVerdict> {
  if (!identitySources.every((source) => isPresent(source, event, handshake))) {
    return refused(401, 'identity source missing')
  }
  const { facts } = event
  const methodArn = `arn:aws:execute-api:${api.region}:${api.accountId}:${api.apiId}/${facts.stageName}/$connect`
  const startedAt = performance.now()
  const result = await inEventSpan(authorizerFunctionPart(functionArn), event, (inside) => {
    const { happening } = inside
    const told = happening.type === 'CONNECT' ? happening.handshake : handshake
    return functions.invoke({
      functionArn,
      payload: authorizerEvent(facts, event, { handshake: told, methodArn }),
      timeoutMilliseconds: TIMEOUT_MILLISECONDS,
      requestId: event.requestId,
      traceId: traceIdOf(event),
    })
  })
  if (result.kind === 'function-error' && result.errorMessage === 'Unauthorized') {
    return refused(401, 'the function says Unauthorized')
  }
  if (result.kind === 'function-error') return refused(500, `authorizer: ${result.errorType}: ${result.errorMessage}`)
  if (result.kind !== 'success') return refused(500, `authorizer: ${result.kind}`)
  const reading = readAuthorizerAnswer({ event: 'REQUEST', usesSimpleResponses: false }, result.payload)
  if (reading.kind === 'malformed') return refused(500, `authorizer: ${reading.reason}`)
  const { bytes, principal, verdict } = reading.answer
  if (bytes > LARGEST_RESULT_BYTES) return refused(500, 'authorizer: result over 8 KB')
  if (typeof verdict === 'string') return refused(500, 'authorizer: no policy')
  const decision = evaluatePolicy(verdict, {
    action: invokeAction,
    resource: methodArn,
    principals: [],
    conditions: requestConditions({ ...handshake, receivedAt: event.at }, undefined),
  })
  if (decision !== 'allow') return refused(403, `policy: ${decision}`)
  const integrationLatency = Math.round(performance.now() - startedAt)
  return { kind: 'allowed', principal: { ...principal, integrationLatency } }
}

function isPresent({ from, name }: IdentitySource, { stage }: EventFacts, { request }: Handshake): boolean {
  const values = valuesOf()
  return values.length > 0 && values.every((value) => value.trim() !== '')

  function valuesOf(): readonly string[] {
    switch (from) {
      case 'header':
        return headerValues(request.headers, name)
      case 'querystring':
        return request.query.pairs.flatMap(([key, value]) => (key === name ? [value] : []))
      case 'stage-variable':
        return [(Object.hasOwn(stage.variables, name) ? stage.variables[name] : undefined) ?? '']
      case 'context':
        // Refused when the definition is read.
        return []
    }
  }
}

const TEXTS = { 401: 'Unauthorized', 403: 'Forbidden', 500: 'Internal server error' } as const

function refused(status: keyof typeof TEXTS, reason: string): AuthorizerVerdict {
  return { kind: 'refused', status, message: TEXTS[status], reason }
}
