import type { LogPlace } from '../../config/settings/log-places.ts'
import type { MessageFailure } from '../../flows/messages/deliver-outbox.ts'
import { createLogDispatcher, type LogDeliveryOutcome } from '../../flows/threat-protection/deliver-log-records.ts'
import { activityRecords, notificationRecords } from '../../flows/threat-protection/log-records.ts'
import type { Dispatcher } from '../../flows/work/dispatcher.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Log } from '../../ports/log.ts'
import type { Random } from '../../ports/random.ts'
import type { Storage, Write } from '../../ports/storage/storage.ts'
import { findLogSinks } from './log-sinks.ts'
import { repeatEvery } from '../lifetime/repeat-every.ts'

export interface LogDelivery extends Dispatcher {
  /** What a commit tells of people's activity. */
  readonly activity: (writes: readonly Write[]) => Promise<readonly Write[]>
  /** What a mail or SMS that failed tells. */
  readonly failure: (failure: MessageFailure) => Promise<readonly Write[]>
}

export interface LogDeliveryParts {
  readonly storage: Storage
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  readonly places: readonly LogPlace[]
  /** With `--json` the standard output has one line and nothing else. */
  readonly isOutputTaken: boolean
  readonly observe?: ((outcome: LogDeliveryOutcome) => void) | undefined
}

/** Delivers records to the sinks that the operator named; of an ARN that has none the log says so once. */
export function openLogDelivery(parts: LogDeliveryParts): LogDelivery {
  const { storage, clock, random, log, places, isOutputTaken, observe } = parts
  const findSink = findLogSinks(places, isOutputTaken)
  const told = new Set<string>()
  const onUnmapped = (destination: string): void => {
    observe?.({ result: 'dropped', records: 1 })
    if (told.has(destination)) return
    told.add(destination)
    log.warn({ destination }, 'log delivery names a place that the settings name no sink for: its records are dropped')
  }
  const options = { storage, clock, random, findSink, onUnmapped }
  const dispatcher = createLogDispatcher({ storage, clock, log, findSink, observe, repeat: repeatEvery })
  return {
    ...dispatcher,
    activity: (writes) => activityRecords(options, writes),
    failure: (failure) => notificationRecords(options, failure),
  }
}
