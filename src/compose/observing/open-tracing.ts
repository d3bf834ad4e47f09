import type { TracingReading } from '../../config/plans/tracing-plan.ts'
import type { Log } from '../../ports/log.ts'
import type { Random } from '../../ports/random.ts'
import type { Tracer } from '../../ports/tracer.ts'

/** The tracer where the environment names a collector; what it takes is loaded then. */
export async function openTracing(
  reading: TracingReading | undefined,
  { random, log }: { readonly random: Random; readonly log: Pick<Log, 'info' | 'warn'> },
): Promise<Tracer | undefined> {
  for (const problem of reading?.problems ?? []) log.warn({}, problem)
  if (reading?.plan === undefined) return undefined
  const { openOtlpTracer } = await import('../../adapters/tracing/otlp-tracer.ts')
  return openOtlpTracer(reading.plan, { random, log })
}
