import type { ApiExtras } from '../definition/api-extras.ts'
import type { AttemptResult } from './circuit-breaker.ts'
import { relay, type RelayEnds, type RelayOutcome, type UpstreamRequest } from './relay.ts'
import type { ResponseWriter } from './response-writer.ts'
import type { RetryBudget } from './retry-budget.ts'
import type { Upstream } from './upstreams.ts'

const IDEMPOTENT = new Set(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE'])
const FIRST_PAUSE_MILLISECONDS = 25
/** The words of a backend, or of a proxy before it, that cannot serve anybody. */
const FAILING_STATUS = new Set([502, 503, 504])

/** One request to a backend, with what the stage's extras make of failures; without them exactly one attempt. */
export async function sendUpstream(
  { breakerFor, budget, use }: Upstream,
  request: UpstreamRequest,
  { extras, ...ends }: RelayEnds & { readonly extras: ApiExtras },
): Promise<RelayOutcome> {
  const settings = extras['circuit-breaker']
  const report = settings && breakerFor(settings).admit()
  if (settings !== undefined && report === undefined) return { kind: 'unreachable', reason: 'the circuit is open' }
  const writer = report === undefined ? ends.writer : reporting(ends.writer, report)
  const retrying = { ...ends, writer, retryAfter: retryAfter(request, extras.retries, budget) }
  let result: AttemptResult = 'neither'
  try {
    const outcome = await use((pool) => relay(pool, request, retrying))
    result = resultOf(outcome)
    return outcome
  } finally {
    report?.(result)
  }
}

/** What an answer says of its backend is known with its head; its body may take for ever. */
function reporting(writer: ResponseWriter, report: (result: AttemptResult) => void): ResponseWriter {
  return {
    ...writer,
    writeHead(status, headers) {
      report(resultOf({ kind: 'streamed', status }))
      writer.writeHead(status, headers)
    },
  }
}

/** How long to wait before the next attempt, each time twice as long; undefined where there shall be none. */
function retryAfter({ body, method }: UpstreamRequest, retries: number, budget: RetryBudget): RelayEnds['retryAfter'] {
  if (retries === 0) return undefined
  budget.earn()
  if (!IDEMPOTENT.has(method) || body.stream !== undefined) return undefined
  return (retry) => (retry <= retries && budget.spend() ? FIRST_PAUSE_MILLISECONDS * 2 ** (retry - 1) : undefined)
}

function resultOf(outcome: RelayOutcome): AttemptResult {
  switch (outcome.kind) {
    case 'streamed':
      return FAILING_STATUS.has(outcome.status) ? 'failure' : 'success'
    case 'unreachable':
    case 'timeout':
      return 'failure'
    default:
      return 'neither'
  }
}
