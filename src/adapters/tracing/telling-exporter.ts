import type { SpanExporter } from '@opentelemetry/sdk-trace'
import type { Log } from '../../ports/log.ts'

/** Says once that a collector takes nothing, and once that it does again. */
export function tellingExporter(exporter: SpanExporter, log: Pick<Log, 'info' | 'warn'>): SpanExporter {
  let isFailing = false
  let lost = 0
  return {
    export(spans, told) {
      exporter.export(spans, (result) => {
        // OpenTelemetry: 0 is success. The error may hold what the collector wrote; its name says enough.
        const code: number = result.code
        const hasFailed = code !== 0
        if (hasFailed) {
          lost += spans.length
          if (!isFailing) log.warn({ error: nameOf(result.error) }, 'traces cannot be sent: they are dropped')
        } else if (isFailing) {
          log.info({ lost }, 'traces are sent again')
          lost = 0
        }
        isFailing = hasFailed
        told(result)
      })
    },
    shutdown: () => exporter.shutdown(),
  }
}

function nameOf(error: Error | undefined): string {
  return error !== undefined && 'code' in error ? String(error.code) : (error?.name ?? 'unknown')
}
