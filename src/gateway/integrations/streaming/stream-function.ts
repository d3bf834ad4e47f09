import type { FunctionStreams, StreamEnd } from '../../../ports/functions.ts'
import type { LambdaProxyIntegration } from '../../definition/integration.ts'
import type { RoutedExchange } from '../../exchange/exchange.ts'
import type { IntegrationFailure } from '../integration-failure.ts'
import type { ResponseWriter } from '../../exchange/response-writer.ts'
import { createPreludeReader } from './read-prelude.ts'

export type FunctionStreamOutcome =
  | { readonly kind: 'streamed'; readonly status: number; readonly reason?: string }
  | IntegrationFailure

export interface FunctionToStream {
  readonly integration: LambdaProxyIntegration
  readonly event: unknown
}

export interface StreamEnds {
  readonly functions: FunctionStreams
  readonly writer: ResponseWriter
}

/** Of a regional API, where the definition says nothing. */
const defaultIdleMilliseconds = 300_000
const clientGone = { kind: 'client-gone', reason: 'client closed the connection' } as const

/** Calls a function and sends its answer on as it comes. Resolves once nothing more will be written to the client. */
export async function streamFunction(
  { event, integration }: FunctionToStream,
  exchange: RoutedExchange,
  { functions, writer }: StreamEnds,
): Promise<FunctionStreamOutcome> {
  const readPrelude = createPreludeReader(integration.remappedHeaders)
  const unwanted = new AbortController()
  let failure: IntegrationFailure | undefined
  let status = 0
  const abort = (cause: IntegrationFailure) => {
    failure ??= cause
    unwanted.abort()
    wake()
  }
  let wake = () => {}
  if (writer.isClientGone()) return clientGone
  writer.onClientGone(() => abort(clientGone))
  writer.onDrain(() => wake())
  const { streamIdleMilliseconds = defaultIdleMilliseconds } = exchange.definition
  // Nothing moves either where the client does not read.
  const idle = setTimeout(() => abort({ kind: 'timeout', reason: 'nothing came in time' }), streamIdleMilliseconds)

  const send = async (bytes: Uint8Array): Promise<void> => {
    if (bytes.length === 0 || unwanted.signal.aborted || writer.write(bytes)) return
    await new Promise<void>((resolve) => {
      wake = resolve
    })
    idle.refresh()
  }
  const write = async (piece: Uint8Array): Promise<void> => {
    idle.refresh()
    if (unwanted.signal.aborted) return
    if (status !== 0) return send(piece)
    const prelude = readPrelude(piece)
    if (prelude.kind === 'malformed') return abort({ kind: 'function-failed', reason: prelude.reason })
    if (prelude.kind === 'open') return
    status = prelude.status
    exchange.phases.integrationAnswered({ ofEndpoint: 200, ofFunction: status })
    writer.writeHead(status, [...prelude.headers, ['X-Amzn-Trace-Id', exchange.traceId]])
    return send(prelude.rest)
  }

  const end = await functions.stream({
    functionArn: integration.functionArn,
    payload: event,
    timeoutMilliseconds: integration.timeoutMilliseconds,
    requestId: exchange.requestId,
    traceId: exchange.traceId,
    write,
    signal: unwanted.signal,
  })
  clearTimeout(idle)
  const problem = failure ?? failureOf(end, status !== 0)
  if (problem === undefined) {
    writer.end()
    return { kind: 'streamed', status }
  }
  if (status === 0) return problem
  // The status is out: a body that ends early must not look complete.
  writer.destroy()
  return { kind: 'streamed', status, reason: `${problem.kind}: ${problem.reason}` }
}

function failureOf(end: StreamEnd, hasHead: boolean): IntegrationFailure | undefined {
  switch (end.kind) {
    case 'complete':
      return hasHead ? undefined : { kind: 'function-failed', reason: 'no metadata before the end' }
    case 'function-error':
      return { kind: 'function-failed', reason: `${end.errorType}: ${end.errorMessage}` }
    case 'unavailable':
      return { kind: 'unavailable', reason: end.reason }
    case 'timeout':
      return { kind: 'timeout', reason: 'function did not answer in time' }
  }
}
