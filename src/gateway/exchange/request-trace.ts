import type { Span, SpanContext, SpanStart } from '../../ports/tracer.ts'

/** The span of a request, and how its parts begin theirs. */
export interface RequestTrace {
  /** Of the whole request. */
  readonly span: Span
  /** Begins one within the part that is under way. */
  readonly begin: (start: Omit<SpanStart, 'parent'>) => Span
  /** The same request, within this part of it. */
  readonly inPart: (context: SpanContext) => RequestTrace
}
