/** A trace, and where in it a request was made. */
export interface TraceParent {
  readonly traceId: string
  readonly spanId: string
  readonly isSampled: boolean
}

/** X-Ray's way of naming a trace; a load balancer names no span. */
export interface AmznTrace {
  readonly traceId: string
  readonly spanId: string | undefined
  readonly isSampled: boolean
}

const NO_TRACE = '0'.repeat(32)
const NO_SPAN = '0'.repeat(16)

/** `traceparent` (W3C Trace Context, section 3.2); undefined for anything else, and then the trace begins anew. */
export function parseTraceparent(text: string): TraceParent | undefined {
  const [, version, traceId = NO_TRACE, spanId = NO_SPAN, flags = '', more] =
    /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/.exec(text) ?? []
  // A later version may say more; the first ends here.
  if (version === undefined || version === 'ff' || (version === '00' && more !== undefined)) return undefined
  if (traceId === NO_TRACE || spanId === NO_SPAN) return undefined
  return { traceId, spanId, isSampled: (Number.parseInt(flags, 16) & 1) === 1 }
}

export function spellTraceparent({ traceId, spanId, isSampled }: TraceParent): string {
  return `00-${traceId}-${spanId}-${isSampled ? '01' : '00'}`
}

/** `X-Amzn-Trace-Id`: `Root=1-…`, perhaps with the span and whether it is kept. */
export function parseAmznTrace(text: string): AmznTrace | undefined {
  const [, seconds, rest, fields = ''] =
    /^Root=1-([0-9a-f]{8})-([0-9a-f]{24})((?:;[\w=.:-]{0,128}){0,4})$/.exec(text) ?? []
  if (seconds === undefined || rest === undefined) return undefined
  const traceId = seconds + rest
  if (traceId === NO_TRACE) return undefined
  const spanId = /;Parent=([0-9a-f]{16})(?:;|$)/.exec(fields)?.[1]
  return {
    traceId,
    spanId: spanId === NO_SPAN ? undefined : spanId,
    isSampled: /;Sampled=1(?:;|$)/.test(fields),
  }
}

export function spellAmznTrace({ traceId, spanId, isSampled }: TraceParent): string {
  return `${spellAmznRoot(traceId)};Parent=${spanId};Sampled=${isSampled ? '1' : '0'}`
}

export function spellAmznRoot(traceId: string): string {
  return `Root=1-${traceId.slice(0, 8)}-${traceId.slice(8)}`
}
