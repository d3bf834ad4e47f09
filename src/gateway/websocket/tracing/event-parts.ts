import type { FunctionResult } from '../../../ports/functions.ts'
import type { WebSocketAuthorizer } from '../../definition/websocket-api.ts'
import type { WebSocketIntegration } from '../../definition/websocket-integration.ts'
import { endpointCall, failureKind, httpCall, invocation, statusFailure } from '../../observation/traced-parts.ts'
import type { AuthorizerVerdict } from '../authorizer-question.ts'
import type { EventOutcome } from '../integrations/event-outcome.ts'
import type { Happening } from '../route-event.ts'
import type { EventPart } from './in-event-span.ts'

/** Who connects, and whether they may. */
export function authorizerPart({ kind }: WebSocketAuthorizer): EventPart<AuthorizerVerdict> {
  const attributes = { 'sallyport.authorizer.kind': kind }
  return {
    begins: () => ({ name: `authorizer ${kind}`, kind: 'internal', attributes }),
    ends: (verdict) => ({ attributes: { 'sallyport.authorizer.allowed': verdict.kind === 'allowed' } }),
  }
}

export function authorizerFunctionPart(functionArn: string): EventPart<FunctionResult> {
  return {
    begins: () => invocation(functionArn),
    ends: ({ kind }) => ({ attributes: {}, failure: kind === 'success' ? undefined : kind }),
  }
}

/** What the event's route leads to, whatever its kind. */
export function integrationPart(integration: WebSocketIntegration, { type }: Happening): EventPart<EventOutcome> {
  const asked = type === 'CONNECT' ? 'GET' : 'POST'
  const isHttp =
    integration.kind === 'http-proxy' || (integration.kind === 'mapped' && integration.endpoint.kind !== 'function')
  return {
    begins() {
      switch (integration.kind) {
        case 'function':
          return invocation(integration.functionArn)
        case 'http-proxy':
          return httpCall(integration, asked)
        case 'mapped':
          return endpointCall(integration.endpoint, asked)
      }
    },
    ends(outcome) {
      if (outcome.kind === 'failed') return { attributes: {}, failure: failureKind(outcome.reason) ?? 'failed' }
      const status = isHttp ? outcome.reply.status : undefined
      return { attributes: { 'http.response.status_code': status }, failure: statusFailure(status, 400) }
    },
  }
}
