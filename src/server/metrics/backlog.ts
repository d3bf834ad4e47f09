import type { MessageBacklog } from '../../ports/storage/installation.ts'
import type { Metric } from './exposition.ts'

/** What is in the outbox, which all nodes share: each tells the same. */
export function backlogMetrics({ waiting, oldestAt, dead }: MessageBacklog, now: Date): readonly Metric[] {
  const age = oldestAt === undefined ? 0 : Math.max(0, (now.getTime() - oldestAt.getTime()) / 1000)
  return [
    gauge('sallyport_messages_waiting', 'Mail, SMS and notices of sign-outs in the outbox, of all nodes.', waiting),
    gauge('sallyport_messages_oldest_seconds', 'How long the oldest of them has been waiting.', age),
    gauge('sallyport_messages_dead', 'Those that were given up and that nobody has decided about.', dead),
  ]
}

function gauge(name: string, help: string, value: number): Metric {
  return { name, type: 'gauge', help, series: [{ labels: {}, value }] }
}
