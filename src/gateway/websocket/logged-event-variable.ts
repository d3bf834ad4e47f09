import { maskedKey } from '../observation/masked-key.ts'
import type { EndedEvent } from './ended-event.ts'
import { eventVariable } from './event-variables.ts'

/**
 * `$context.<name>` as a line of an access log knows it: everything a mapping may read of an event, and how it ended
 * (developer guide, "Configure logging for WebSocket APIs"). Undefined where there is no such value.
 */
export function loggedEventVariable(ended: EndedEvent, name: string): string | undefined {
  const value = outcomeVariable(ended, name)
  return value === undefined ? eventVariable(ended.event, name) : String(value)
}

function outcomeVariable(ended: EndedEvent, name: string): string | number | undefined {
  const { authorizerMilliseconds, end, event, route, status } = ended
  const { holder, principal } = event.facts
  const message = end.kind === 'answered' ? undefined : end.message
  switch (name) {
    case 'authorizer.latency':
      return authorizerMilliseconds
    case 'authorizer.integrationStatus':
      return principal?.kind === 'function' ? 200 : undefined
    case 'authorizer.status':
      if (authorizerMilliseconds === undefined) return undefined
      return principal === undefined ? status : 200
    case 'authorizer.error':
      return authorizerError(ended)
    case 'error.message':
      return message
    case 'error.messageString':
      return message === undefined ? undefined : JSON.stringify(message)
    case 'error.validationErrorString':
      return end.kind === 'refused' ? end.validationError : undefined
    case 'identity.apiKey':
      return holder === undefined ? undefined : maskedKey(holder.key.value)
    case 'integration.error':
    case 'integrationErrorMessage':
      return end.kind === 'failed' ? end.reason : undefined
    case 'integration.latency':
    case 'integrationLatency':
      return end.kind === 'refused' || route === undefined ? undefined : end.latencyMilliseconds
    case 'integration.status':
    case 'integration.integrationStatus':
    case 'integrationStatus':
      return end.kind === 'answered' && route !== undefined ? end.reply.status : undefined
    case 'status':
      return status
    default:
      return undefined
  }
}

/** An authorizer was asked, and named nobody. */
function authorizerError({ authorizerMilliseconds, end, event }: EndedEvent): string | undefined {
  if (authorizerMilliseconds === undefined || event.facts.principal !== undefined) return undefined
  return end.kind === 'refused' ? end.reason : undefined
}
