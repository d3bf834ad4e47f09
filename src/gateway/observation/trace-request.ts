import { parseAmznTrace, parseTraceparent } from '../../http/trace-context.ts'
import { spellAmznRoot, spellAmznTrace, spellTraceparent } from '../../http/trace-context.ts'
import type { Span, SpanAttributes, SpanContext, SpanParent, Tracer } from '../../ports/tracer.ts'
import type { Exchange } from '../exchange/exchange.ts'
import { findHeader, headerValues, withoutHeaders, type HeaderList } from '../../http/header-list.ts'
import { domainName } from './context-variables.ts'
import type { RequestTrace } from '../exchange/request-trace.ts'

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'CONNECT', 'TRACE'])

/** Begins the span of a request. */
export function traced(exchange: Exchange, tracer: Tracer): Exchange {
  const { definition, extendedRequestId, request, requestId, stage } = exchange
  const trace = beginRequestTrace(tracer, exchange, {
    'aws.api_gateway.api_id': definition.apiId,
    'aws.api_gateway.stage': stage.name,
    'aws.request_id': requestId,
    'aws.extended_request_id': extendedRequestId,
  })
  const { context } = trace.span
  const isNamed = parseAmznTrace(findHeader(request.headers, 'x-amzn-trace-id') ?? '') !== undefined
  const traceId = isNamed ? exchange.traceId : spellAmznRoot(context.traceId)
  return within({ ...exchange, traceId, trace }, context)
}

/**
 * Begins the span of what came by HTTP, by the semantic conventions for servers. Never a header, a query, an address of a
 * person or a value that a client chose, but for the path; where a part of it is a parameter, `http.route` names it.
 */
export function beginRequestTrace(
  tracer: Tracer,
  { client, request }: Pick<Exchange, 'client' | 'request'>,
  attributes: SpanAttributes,
): RequestTrace {
  const method = METHODS.has(request.method) ? request.method : '_OTHER'
  const span = tracer.start({
    name: method === '_OTHER' ? 'HTTP' : method,
    kind: 'server',
    parent: parentOf(request.headers),
    attributes: {
      'http.request.method': method,
      'url.scheme': client.scheme,
      'url.path': request.path.text,
      'network.protocol.version': request.httpVersion,
      'server.address': domainName(request.host),
      'server.port': client.port,
      ...attributes,
    },
  })
  return requestTrace(tracer, span)
}

/** How the parts of what a span is of begin theirs. */
export function requestTrace(tracer: Tracer, span: Span): RequestTrace {
  const inPart = (context: SpanContext): RequestTrace => ({
    span,
    begin: (start) => tracer.start({ ...start, parent: { ...context, isRemote: false } }),
    inPart,
  })
  return inPart(span.context)
}

/** The request within a part of it that asks nobody else: its headers are as they were signed. */
export function within<Of extends Exchange>(exchange: Of, context: SpanContext): Of {
  const { stage, trace } = exchange
  return {
    ...exchange,
    trace: trace?.inPart(context),
    // AWS's own switch: the stage tells the next one where in the trace it is called, and whether it is kept.
    ...(stage.isTracingEnabled === true && { traceId: spellAmznTrace(context) }),
  }
}

/** The request as whoever is called for the sake of this span gets it. */
export function calledWithin<Of extends Exchange>(exchange: Of, context: SpanContext): Of {
  return { ...within(exchange, context), request: toldOf(exchange.request, context) }
}

/** A request whose headers say where in a trace it is, in the place of what came. */
export function toldOf<Of extends { readonly headers: HeaderList }>(request: Of, context: SpanContext): Of {
  const kept = withoutHeaders(request.headers, (name) => name === 'traceparent' || name === 'tracestate')
  return { ...request, headers: [...kept, ...contextHeaders(context)] }
}

/** What says of a traced request where in its trace it is; nothing of one that is not. */
export function traceHeaders({ request, trace }: Exchange): HeaderList {
  if (trace === undefined) return []
  return request.headers.filter(([name]) => name === 'traceparent' || name === 'tracestate')
}

export function contextHeaders(context: SpanContext): HeaderList {
  const traceparent = ['traceparent', spellTraceparent(context)] as const
  return context.traceState === undefined ? [traceparent] : [traceparent, ['tracestate', context.traceState]]
}

/** W3C's word goes before X-Ray's; what is malformed, or there twice, says nothing. */
function parentOf(headers: HeaderList): SpanParent | undefined {
  const sent = headerValues(headers, 'traceparent')
  const parsed = sent.length === 1 ? parseTraceparent(sent[0] ?? '') : undefined
  if (parsed !== undefined) {
    return { ...parsed, traceState: headerValues(headers, 'tracestate').join(',') || undefined, isRemote: true }
  }
  const amzn = parseAmznTrace(findHeader(headers, 'x-amzn-trace-id') ?? '')
  return amzn && { ...amzn, traceState: undefined, isRemote: true }
}
