import type { Span, SpanEnd, SpanStart } from '../../ports/tracer.ts'
import type { AtOnce } from '../at-once.ts'
import type { Exchange } from '../exchange/exchange.ts'
import { calledWithin, within } from './trace-request.ts'

/** A part of a request that has a span of its own. */
export interface TracedPart<Of extends Exchange, Result> {
  /** Undefined where it is not worth one. */
  readonly begins: (exchange: Of) => Omit<SpanStart, 'parent'> | undefined
  readonly ends: (result: Result, exchange: Of) => SpanEnd
}

/** Runs a part of a request; where the request is traced, in its own span, which whoever is called then hears of. */
export function inSpan<Of extends Exchange, Result>(
  part: TracedPart<Of, Result>,
  exchange: Of,
  run: (exchange: Of) => AtOnce<Result>,
): AtOnce<Result> {
  if (exchange.trace === undefined) return run(exchange)
  const start = part.begins(exchange)
  if (start === undefined) return run(exchange)
  const span = exchange.trace.begin(start)
  const inside = start.kind === 'client' ? calledWithin(exchange, span.context) : within(exchange, span.context)
  return ended(run(inside), span, (result) => part.ends(result, exchange))
}

/** Ends the span with what becomes of the part. */
export async function ended<Result>(
  running: AtOnce<Result>,
  span: Span,
  factsOf: (result: Result) => SpanEnd,
): Promise<Result> {
  try {
    const result = await running
    span.end(factsOf(result))
    return result
  } catch (fault) {
    span.end({ attributes: {}, failure: 'fault' })
    throw fault
  }
}
