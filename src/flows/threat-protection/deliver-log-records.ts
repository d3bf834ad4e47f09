import type { Clock } from '../../ports/clock.ts'
import type { FindLogSink } from '../../ports/log-sink.ts'
import type { Log } from '../../ports/log.ts'
import type { ClaimedLogRecord } from '../../ports/storage/log-records.ts'
import type { Storage, Write } from '../../ports/storage/storage.ts'
import { createDispatcher, type Dispatcher, type Repeat } from '../work/dispatcher.ts'

export interface LogDeliveryOptions {
  readonly storage: Pick<Storage, 'commit' | 'logRecords'>
  readonly clock: Clock
  readonly log: Log
  readonly findSink: FindLogSink
  readonly repeat?: Repeat
  readonly observe?: ((outcome: LogDeliveryOutcome) => void) | undefined
}

export interface LogDeliveryOutcome {
  readonly result: 'delivered' | 'postponed' | 'dropped'
  readonly records: number
}

const mostAtOnce = 200
/** Longer than a sink may take, or another node would deliver the same records. */
const leaseSeconds = 60
const firstRetrySeconds = 5
const longestRetrySeconds = 300
/** So long a sink may be away; what is older is dropped. */
const keptHours = 24
/** So many records wait for a sink that is away; the oldest give way. */
const mostWaiting = 100_000

/**
 * Takes records to their sinks, at least once and about in order. A sink that fails is tried again ever more slowly,
 * and nobody who signs in waits for it; what waits too long, or is too much, is dropped and counted.
 */
export function createLogDispatcher(options: LogDeliveryOptions): Dispatcher {
  const { storage, clock, log, repeat } = options

  async function deliverDue(isClosed: () => boolean): Promise<void> {
    while (!isClosed()) {
      const claimed = await storage.logRecords.claim(mostAtOnce, leaseSeconds, clock.now())
      if (claimed.length === 0) return
      const byDestination = Map.groupBy(claimed, ({ record }) => record.destination)
      await Promise.all([...byDestination].map(([destination, records]) => deliver(options, destination, records)))
    }
  }

  async function dropExcess(): Promise<void> {
    const dropped = await storage.logRecords.dropBeyond(mostWaiting)
    if (dropped > 0) drop(options, dropped, 'too many wait')
  }

  return createDispatcher({
    doDue: deliverDue,
    repeat:
      repeat &&
      ((everySeconds, deliverAgain) =>
        repeat(everySeconds, () => {
          dropExcess().catch((error: unknown) => log.error({ err: error }, 'log records could not be dropped'))
          deliverAgain()
        })),
    log,
    failure: 'log records could not be read',
  })
}

async function deliver(
  options: LogDeliveryOptions,
  destination: string,
  claimed: readonly ClaimedLogRecord[],
): Promise<void> {
  const { storage, observe, log } = options
  const failure = await failureOf(options, destination, claimed)
  if (failure === undefined) {
    await storage.commit(claimed.map(removal))
    observe?.({ result: 'delivered', records: claimed.length })
    return
  }

  const now = options.clock.now().getTime()
  const isTooOld = ({ record }: ClaimedLogRecord) => now - record.createdAt.getTime() >= keptHours * 3_600_000
  const old = claimed.filter(isTooOld)
  const rest = claimed.filter((each) => !isTooOld(each))
  await storage.commit([...old.map(removal), ...rest.map((each) => retry(each, now))])
  if (old.length > 0) drop(options, old.length, failure)
  if (rest.length > 0) observe?.({ result: 'postponed', records: rest.length })
  log.warn({ destination, records: claimed.length, reason: failure }, 'log records could not be delivered yet')
}

async function failureOf(
  { findSink }: LogDeliveryOptions,
  destination: string,
  claimed: readonly ClaimedLogRecord[],
): Promise<string | undefined> {
  const sink = findSink(destination)
  if (sink === undefined) return 'the settings name no place for it'
  try {
    await sink.write(claimed.map(({ record }) => record.body))
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : 'the sink broke'
  }
}

function removal({ record }: ClaimedLogRecord): Write {
  return { write: 'removeLogRecord', recordId: record.id }
}

function retry({ record, attempts }: ClaimedLogRecord, now: number): Write {
  const seconds = Math.min(firstRetrySeconds * 2 ** attempts, longestRetrySeconds)
  return { write: 'retryLogRecord', recordId: record.id, retryAt: new Date(now + seconds * 1000) }
}

function drop({ log, observe }: LogDeliveryOptions, records: number, reason: string): void {
  observe?.({ result: 'dropped', records })
  log.error({ records, reason }, 'log records are dropped')
}
