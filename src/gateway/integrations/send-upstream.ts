import type { ApiExtras } from '../definition/api-extras.ts'
import type { AddressChecks } from '../definition/address-checks.ts'
import type { AttemptResult } from './circuit-breaker.ts'
import { isFailingStatus } from './backend-failures.ts'
import { relay, type RelayEnds, type RelayOutcome, type UpstreamRequest } from './relay.ts'
import { sameAs, type ResponseWriter } from '../exchange/response-writer.ts'
import type { RetryBudget } from './retry-budget.ts'
import type { Upstream } from './upstream.ts'

export interface UpstreamEnds extends Pick<RelayEnds, 'writer' | 'responseHeaders'> {
  readonly extras: ApiExtras
}

const IDEMPOTENT = new Set(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE'])
const FIRST_PAUSE_MILLISECONDS = 25

/** One request to a backend, with what the stage's extras make of failures; without them exactly one attempt. */
export function sendUpstream(
  upstream: Upstream,
  request: UpstreamRequest,
  { extras, responseHeaders, writer }: UpstreamEnds,
): Promise<RelayOutcome> {
  const settings = extras['circuit-breaker']
  const report = settings && upstream.breakerFor(settings).admit()
  if (settings !== undefined && report === undefined) {
    return Promise.resolve({ kind: 'unreachable', reason: 'the circuit is open' })
  }
  const ends = {
    writer: report === undefined ? writer : reporting(writer, report),
    responseHeaders,
    slowClients: upstream.slowClients,
    retryAfter: retryAfter(request, extras.retries, upstream.budget),
  }
  const sent = upstream.use((pool) => relay(pool, request, ends), addressChecks(extras))
  return report === undefined ? sent : reported(sent, request, report)
}

async function reported(
  sent: Promise<RelayOutcome>,
  request: UpstreamRequest,
  report: (result: AttemptResult) => void,
): Promise<RelayOutcome> {
  let result: AttemptResult = 'neither'
  try {
    const outcome = await sent
    result = resultOf(outcome, request)
    return outcome
  } finally {
    report(result)
  }
}

/** What an answer says of its backend is known with its head; its body may take for ever. */
function reporting(writer: ResponseWriter, report: (result: AttemptResult) => void): ResponseWriter {
  return {
    ...sameAs(writer),
    writeHead(status, headers) {
      report(isFailingStatus(status) ? 'failure' : 'success')
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

function addressChecks(extras: ApiExtras): AddressChecks | undefined {
  const { 'health-check': healthCheck, 'outlier-ejection': ejection } = extras
  return ejection === undefined && healthCheck === undefined ? undefined : { ejection, healthCheck }
}

function resultOf(outcome: RelayOutcome, { body }: UpstreamRequest): AttemptResult {
  switch (outcome.kind) {
    case 'streamed':
      return isFailingStatus(outcome.status) ? 'failure' : 'success'
    case 'unreachable':
      return 'failure'
    case 'timeout':
      // Where the client has not sent everything yet, it may be the one that is slow.
      return body.stream?.readableEnded === false ? 'neither' : 'failure'
    default:
      return 'neither'
  }
}
