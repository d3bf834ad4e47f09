import type { FunctionRunner } from '../../../ports/functions.ts'
import type { AwsCaller } from '../../integrations/aws/ask-aws.ts'
import type { IntegrationFailure } from '../../integrations/integration-failure.ts'
import type { Upstreams } from '../../integrations/upstreams.ts'
import type { Reply } from '../../exchange/reply.ts'

export interface EventResources {
  readonly functions: FunctionRunner
  readonly aws: AwsCaller
  readonly upstreams: Upstreams
}

/** The status is for a handshake; a client hears of a message's reply nothing but the body. */
export type EventOutcome = { readonly kind: 'answered'; readonly reply: Reply } | EventFailure

/** An integration that gave no answer; what the client is told of it. */
export interface EventFailure {
  readonly kind: 'failed'
  readonly status: 400 | 413 | 415 | 500 | 502 | 504
  readonly message: string
  /** For the log only. */
  readonly reason: string
}

export function eventFailure(failure: IntegrationFailure): EventFailure {
  return { kind: 'failed', ...told(failure.kind), reason: `${failure.kind}: ${failure.reason}` }
}

function told(kind: IntegrationFailure['kind']): Pick<EventFailure, 'status' | 'message'> {
  switch (kind) {
    case 'function-failed':
    case 'unavailable':
      return { status: 502, message: 'Internal server error' }
    case 'unreachable':
    case 'timeout':
      return { status: 504, message: 'Internal server error' }
    case 'request-too-large':
      return { status: 413, message: 'Request Too Long' }
    case 'unsupported-media-type':
      return { status: 415, message: 'Unsupported Media Type' }
    case 'bad-request':
      return { status: 400, message: 'Bad Request' }
    case 'client-gone':
    case 'misconfigured':
    case 'request-too-slow':
      return { status: 500, message: 'Internal server error' }
  }
}
