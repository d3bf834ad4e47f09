import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Metric, Series } from './exposition.ts'

/** What the process weighs and how much it has to do; names as Prometheus' client libraries give them. */
export interface ProcessFacts extends Disposable {
  readonly read: () => readonly Metric[]
}

export function watchProcess(): ProcessFacts {
  const delay = monitorEventLoopDelay({ resolution: 20 })
  delay.enable()
  return { read: () => readProcess(delay), [Symbol.dispose]: () => void delay.disable() }
}

function readProcess(delay: ReturnType<typeof monitorEventLoopDelay>): readonly Metric[] {
  const { user, system } = process.cpuUsage()
  const { rss, heapUsed, heapTotal, external } = process.memoryUsage()
  const quantiles = [50, 90, 99].map((percent) => ({
    labels: { quantile: String(percent / 100) },
    value: delay.percentile(percent) / 1e9,
  }))
  // From one reading to the next.
  delay.reset()
  return [
    counter('process_cpu_seconds_total', 'Processor time that this process took.', (user + system) / 1e6),
    gauge('process_resident_memory_bytes', 'Memory of this process.', rss),
    gauge('process_uptime_seconds', 'Since this process started.', process.uptime()),
    gauge('nodejs_heap_size_used_bytes', 'Heap in use.', heapUsed),
    gauge('nodejs_heap_size_total_bytes', 'Heap.', heapTotal),
    gauge('nodejs_external_memory_bytes', 'Memory beside the heap.', external),
    gauge('nodejs_eventloop_lag_seconds', 'How late timers were since the last reading.', quantiles),
  ]
}

function counter(name: string, help: string, value: number): Metric {
  return { name, type: 'counter', help, series: [{ labels: {}, value }] }
}

function gauge(name: string, help: string, value: number | readonly Series[]): Metric {
  return { name, type: 'gauge', help, series: typeof value === 'number' ? [{ labels: {}, value }] : value }
}
