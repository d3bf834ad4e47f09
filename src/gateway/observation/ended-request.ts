import type { Exchange, RoutedExchange } from '../exchange/exchange.ts'
import type { PipelineOutcome } from '../exchange/pipeline-outcome.ts'

/** A request of a stage whose answer is out, with all that is told of it. */
export interface EndedRequest {
  readonly exchange: Exchange | RoutedExchange
  readonly outcome: PipelineOutcome
  readonly status: number
  readonly responseBytes: number
  readonly endedAt: Date
}

export function reasonOf(outcome: PipelineOutcome): string | undefined {
  return 'reason' in outcome ? outcome.reason : undefined
}

export function latencyMilliseconds({ endedAt, exchange }: EndedRequest): number {
  return endedAt.getTime() - exchange.receivedAt.getTime()
}

/** The bodies of request and response; a request without a declared length counts with its answer alone. */
export function processedBytes({ exchange, responseBytes }: EndedRequest): number {
  return (exchange.request.declaredLength ?? 0) + responseBytes
}
