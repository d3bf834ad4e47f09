/** What one participant of a trace tells the next (W3C Trace Context). */
export interface SpanContext {
  /** 32 hexadecimal digits, in lower case. */
  readonly traceId: string
  /** 16 of them. */
  readonly spanId: string
  readonly isSampled: boolean
  /** `tracestate`, checked; undefined where there is none. */
  readonly traceState: string | undefined
}

/** The span that a span is part of. */
export interface SpanParent {
  readonly traceId: string
  /** Undefined where a trace was named but no span of it: the new one is its root. */
  readonly spanId: string | undefined
  readonly isSampled: boolean
  /** As it came in, unchecked. */
  readonly traceState: string | undefined
  /** It came from another process. */
  readonly isRemote: boolean
}

/** Names are those of OpenTelemetry's semantic conventions, where these have one. */
export type SpanAttributes = Readonly<Record<string, string | number | boolean | undefined>>

export interface SpanStart {
  readonly name: string
  readonly kind: 'server' | 'client' | 'internal'
  readonly attributes: SpanAttributes
  readonly parent: SpanParent | undefined
  /** How long ago it began; now, unless given. */
  readonly secondsAgo?: number
}

export interface SpanEnd {
  /** Where it was not known at the start. */
  readonly name?: string | undefined
  readonly attributes: SpanAttributes
  /** The span failed; a short word of a closed set, never what somebody wrote. */
  readonly failure?: string | undefined
}

export interface Span {
  readonly context: SpanContext
  readonly end: (facts: SpanEnd) => void
}

/** Keeps spans and sends them off, never at the cost of what they tell of. Disposing sends what is left. */
export interface Tracer extends AsyncDisposable {
  readonly start: (span: SpanStart) => Span
}
