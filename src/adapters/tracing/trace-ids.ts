import type { IdGenerator } from '@opentelemetry/sdk-trace'
import type { Random } from '../../ports/random.ts'

/** Ids of traces begin with the time, as X-Ray's do: a trace has the same id everywhere. */
export function traceIds(random: Random): IdGenerator & {
  /** The next trace that begins has this id. */
  readonly beginWith: (traceId: string | undefined) => void
} {
  let wanted: string | undefined
  const hexadecimal = (size: number) => Buffer.from(random.bytes(size)).toString('hex')
  return {
    beginWith(traceId) {
      wanted = traceId
    },
    generateTraceId() {
      const seconds = Math.floor(Date.now() / 1000)
      return wanted ?? seconds.toString(16).padStart(8, '0') + hexadecimal(12)
    },
    generateSpanId: () => hexadecimal(8),
  }
}
