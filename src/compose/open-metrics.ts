import type { AwsJsonOutcome } from '../server/aws-json.ts'
import { createCounters } from '../server/metrics/counters.ts'
import { openMetricsListener } from '../server/metrics/metrics-listener.ts'
import { watchProcess } from '../server/metrics/process-facts.ts'
import type { RequestOutcome } from '../server/server.ts'

export interface Metrics extends AsyncDisposable {
  readonly request: ((outcome: RequestOutcome) => void) | undefined
  readonly operation: ((outcome: AwsJsonOutcome) => void) | undefined
}

/** Counts and answers where an address is given; elsewhere nothing is counted. */
export async function openMetrics(
  address: { readonly host: string; readonly port: number } | undefined,
): Promise<Metrics> {
  if (address === undefined) return { request: undefined, operation: undefined, [Symbol.asyncDispose]: async () => {} }
  await using opened = new AsyncDisposableStack()
  const { request, operation, read } = createCounters()
  const facts = opened.use(watchProcess())
  opened.use(await openMetricsListener({ ...address, read: () => [...read(), ...facts.read()] }))
  const all = opened.move()
  return { request, operation, [Symbol.asyncDispose]: () => all.disposeAsync() }
}
