import { createTraceState, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, TraceFlags } from '@opentelemetry/api'
import type { Context, Span as LibrarySpan, SpanContext as LibraryContext } from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto'
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources'
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import type { TracingPlan } from '../../config/plans/tracing-plan.ts'
import type { Log } from '../../ports/log.ts'
import type { Random } from '../../ports/random.ts'
import type { Span, SpanContext, SpanEnd, SpanParent, SpanStart, Tracer } from '../../ports/tracer.ts'
import { samplerOf } from './sampler.ts'
import { tellingExporter } from './telling-exporter.ts'
import { traceIds } from './trace-ids.ts'

interface OtlpTracerOptions {
  readonly random: Random
  readonly log: Pick<Log, 'info' | 'warn'>
  /** A collector that hangs must not hold up a drain. */
  readonly longestFlushMilliseconds?: number
}

/** An attribute is an id, a name or a path: nothing has to be longer. */
const longestValue = 1024

const kinds = { server: SpanKind.SERVER, client: SpanKind.CLIENT, internal: SpanKind.INTERNAL } as const

/**
 * Sends spans to an OTLP collector over HTTP, in batches. Of those that wait the queue keeps some 2,000; what comes on top,
 * and what a collector does not take, is dropped. Times are the machine's, whatever a development clock says.
 */
export function openOtlpTracer(
  plan: TracingPlan,
  { random, log, longestFlushMilliseconds = 5000 }: OtlpTracerOptions,
): Tracer {
  const { endpoint, headers, resourceAttributes, serviceName, batches } = plan
  const ids = traceIds(random)
  const exporter = tellingExporter(new OTLPTraceExporter({ url: endpoint, headers }), log)
  const provider = new TracerProvider({
    resource: defaultResource().merge(resourceFromAttributes({ ...resourceAttributes, 'service.name': serviceName })),
    sampler: samplerOf(plan.sampler),
    idGenerator: ids,
    spanLimits: { attributeValueLengthLimit: longestValue },
    spanProcessors: [
      new BatchSpanProcessor({
        exporter,
        ...(batches.delayMilliseconds !== undefined && { scheduledDelayMillis: batches.delayMilliseconds }),
        ...(batches.mostWaiting !== undefined && { maxQueueSize: batches.mostWaiting }),
        ...(batches.largest !== undefined && { maxExportBatchSize: batches.largest }),
      }),
    ],
  })
  const tracer = provider.getTracer('sallyport')

  return {
    start({ name, kind, attributes, parent, secondsAgo }: SpanStart): Span {
      if (parent?.spanId === undefined) ids.beginWith(parent?.traceId)
      const startTime = secondsAgo === undefined ? {} : { startTime: Date.now() - secondsAgo * 1000 }
      const span = tracer.startSpan(name, { kind: kinds[kind], attributes, ...startTime }, contextOf(parent))
      return { context: spanContextOf(span.spanContext()), end: (facts) => endSpan(span, facts) }
    },
    async [Symbol.asyncDispose]() {
      let timer: NodeJS.Timeout | undefined
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, longestFlushMilliseconds)
      })
      // What the exporter could not send it has told.
      await Promise.race([provider.shutdown().catch(() => undefined), late])
      clearTimeout(timer)
    },
  }
}

function contextOf(parent: SpanParent | undefined): Context {
  if (parent?.spanId === undefined) return ROOT_CONTEXT
  const { isRemote, isSampled, spanId, traceId, traceState } = parent
  return trace.setSpanContext(ROOT_CONTEXT, {
    traceId,
    spanId,
    isRemote,
    traceFlags: isSampled ? TraceFlags.SAMPLED : TraceFlags.NONE,
    ...(traceState !== undefined && { traceState: createTraceState(traceState) }),
  })
}

function spanContextOf({ traceId, spanId, traceFlags, traceState }: LibraryContext): SpanContext {
  return {
    traceId,
    spanId,
    isSampled: (traceFlags & TraceFlags.SAMPLED) !== 0,
    traceState: traceState?.serialize() || undefined,
  }
}

function endSpan(span: LibrarySpan, { name, attributes, failure }: SpanEnd): void {
  if (name !== undefined) span.updateName(name)
  span.setAttributes({ ...attributes })
  if (failure !== undefined) {
    span.setAttribute('error.type', failure)
    span.setStatus({ code: SpanStatusCode.ERROR })
  }
  span.end()
}
