import type { SpanEnd } from '../../../ports/tracer.ts'
import { ended } from '../../observation/in-span.ts'
import type { PartStart } from '../../observation/traced-parts.ts'
import type { RouteEvent } from '../route-event.ts'
import { eventCalledWithin, eventWithin } from './trace-event.ts'

export interface EventPart<Result> {
  /** Undefined where it is not worth a span. */
  readonly begins: () => PartStart | undefined
  readonly ends: (result: Result) => SpanEnd
}

/** Runs a part of an event; where the event is traced, in its own span, which whoever is called then hears of. */
export async function inEventSpan<Result>(
  { begins, ends }: EventPart<Result>,
  event: RouteEvent,
  run: (event: RouteEvent) => Promise<Result>,
): Promise<Result> {
  const start = event.trace && begins()
  if (event.trace === undefined || start === undefined) return run(event)
  const span = event.trace.begin(start)
  const inside = start.kind === 'client' ? eventCalledWithin(event, span.context) : eventWithin(event, span.context)
  return ended(run(inside), span, ends)
}
