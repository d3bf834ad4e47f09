import { parseTraceparent } from '../../http/trace-context.ts'
import type { Tracer } from '../../ports/tracer.ts'
import type { AwsJsonOutcome } from '../../server/aws/aws-json.ts'
import type { RequestOutcome } from '../../server/server.ts'

export interface RequestSpans {
  readonly request: (outcome: RequestOutcome) => void
  readonly operation: (outcome: AwsJsonOutcome) => void
}

/** The gateway makes spans of its own, and probes tell nothing. */
const untraced: ReadonlySet<RequestOutcome['surface']> = new Set(['executeApi', 'health'])

/**
 * One span for each request that ended, of the operations of user pools with their names. Paths are left out: those of
 * pages and endpoints say no more than the surface, or hold an id of somebody.
 */
export function createRequestSpans(tracer: Tracer): RequestSpans {
  // Of requests under way: an operation is told of before its answer is out.
  const operations = new Map<string, AwsJsonOutcome>()
  return {
    operation: (outcome) => void operations.set(outcome.requestId, outcome),
    request(outcome) {
      const { requestId, seconds, status, surface } = outcome
      const called = operations.get(requestId)
      operations.delete(requestId)
      if (untraced.has(surface)) return
      const span = tracer.start({
        name: called === undefined ? `${outcome.method} ${surface}` : called.operation,
        kind: 'server',
        parent: parentOf(outcome),
        secondsAgo: seconds,
        attributes: {
          'http.request.method': outcome.method,
          'http.response.status_code': status,
          'aws.request_id': requestId,
          'sallyport.surface': surface,
          'rpc.method': called?.operation,
          'sallyport.exception': called?.exception,
        },
      })
      span.end({ attributes: {}, failure: status >= 500 ? String(status) : undefined })
    },
  }
}

function parentOf({ traceparent, tracestate }: RequestOutcome) {
  const parsed = parseTraceparent(traceparent ?? '')
  return parsed && { ...parsed, traceState: tracestate, isRemote: true }
}
