import type { DeliveryOutcome } from '../../flows/messages/deliver-outbox.ts'
import type { LogDeliveryOutcome } from '../../flows/threat-protection/deliver-log-records.ts'
import type { ActivityOutcome } from '../../flows/threat-protection/activity-outcome.ts'
import type { AwsJsonOutcome } from '../aws/aws-json.ts'
import type { RequestOutcome } from '../server.ts'
import { add, distribution, readDistribution, type Distribution } from './distribution.ts'
import type { Labels, Metric, Series } from './exposition.ts'

/** Counts what ends. */
export interface Counters {
  readonly request: (outcome: Pick<RequestOutcome, 'surface' | 'status' | 'seconds'>) => void
  readonly operation: (outcome: AwsJsonOutcome) => void
  readonly message: (outcome: DeliveryOutcome) => void
  readonly activity: (outcome: ActivityOutcome) => void
  readonly logRecords: (outcome: LogDeliveryOutcome) => void
  readonly read: () => readonly Metric[]
}

/** In seconds: from a read of memory to a request that somebody gives up. */
const bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const

export function createCounters(): Counters {
  const requests = newCounter()
  const operations = newCounter()
  const messages = newCounter()
  const activity = newCounter()
  const guesses = newCounter()
  const logRecords = newCounter()
  const durations = new Map<string, Distribution>()
  return {
    request({ surface, status, seconds }) {
      requests.add({ surface, status: String(status) })
      const known = durations.get(surface)
      const taken = known ?? distribution(bounds)
      if (known === undefined) durations.set(surface, taken)
      add(taken, seconds)
    },
    operation: ({ operation, exception = 'none' }) => operations.add({ operation, exception }),
    message: ({ channel, result }) => messages.add({ channel, result }),
    activity(outcome) {
      if (outcome.kind === 'guess') return guesses.add({})
      const { type, response, decision } = outcome
      activity.add({ type, response, decision })
    },
    logRecords: ({ result, records }) => logRecords.add({ result }, records),
    read: () => [
      {
        name: 'sallyport_requests_total',
        type: 'counter',
        help: 'Requests that ended, by what they were routed to and the status of the answer.',
        series: requests.read(),
      },
      {
        name: 'sallyport_request_duration_seconds',
        type: 'histogram',
        help: 'How long requests took, from their head to the end of the answer.',
        series: [...durations].flatMap(([surface, taken]) => readDistribution(taken, { surface })),
      },
      {
        name: 'sallyport_auth_events_total',
        type: 'counter',
        help: 'What people did, by what it was, how it ended and what threat protection decided.',
        series: activity.read(),
      },
      {
        name: 'sallyport_wrong_guesses_total',
        type: 'counter',
        help: 'Wrong passwords, codes and proofs, those for names nobody has included.',
        series: guesses.read(),
      },
      {
        name: 'sallyport_log_records_total',
        type: 'counter',
        help: 'Records of log delivery, by what became of them.',
        series: logRecords.read(),
      },
      {
        name: 'sallyport_operations_total',
        type: 'counter',
        help: 'Operations of the wire API, by the exception that they were refused with.',
        series: operations.read(),
      },
      {
        name: 'sallyport_messages_total',
        type: 'counter',
        help: 'Tries to send a mail or SMS, by what came of them.',
        series: messages.read(),
      },
    ],
  }
}

function newCounter() {
  const series = new Map<string, { readonly labels: Labels; value: number }>()
  return {
    add(labels: Labels, by = 1) {
      const key = Object.values(labels).join(' ')
      const known = series.get(key)
      if (known) known.value += by
      else series.set(key, { labels, value: by })
    },
    read: (): readonly Series[] => [...series.values()],
  }
}
