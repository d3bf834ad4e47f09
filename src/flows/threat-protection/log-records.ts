import type { EventSourceName } from '../../contract/shapes.gen.ts'
import { newUuid } from '../../crypto/identifiers.ts'
import type { AuthEvent } from '../../domain/risk/auth-event.ts'
import { logDestination } from '../../domain/logs/log-delivery-fault.ts'
import {
  activityMessage,
  notificationMessage,
  renderLogMessage,
  type LogMessage,
} from '../../domain/logs/log-message.ts'
import { protectionMode } from '../../domain/risk/protection-mode.ts'
import type { FindLogSink } from '../../ports/log-sink.ts'
import type { Ports } from '../../ports/ports.ts'
import type { Write } from '../../ports/storage/storage.ts'

export interface LogRecordOptions extends Pick<Ports, 'clock' | 'random' | 'storage'> {
  readonly findSink: FindLogSink
  /** Told of a record that has nowhere to go. */
  readonly onUnmapped: (destination: string) => void
}

/**
 * What a commit tells of people's activity, for that very commit: whatever records an event is told, wherever it
 * happens. Where nothing is delivered it costs a look into the cache.
 */
export async function activityRecords(options: LogRecordOptions, writes: readonly Write[]): Promise<readonly Write[]> {
  const events = writes.flatMap((write) => (write.write === 'recordAuthEvent' ? [write.event] : []))
  const last = events.at(-1)
  if (last === undefined) return []
  const destination = await destinationOf(options, last.poolId, 'userAuthEvents')
  if (destination === undefined) return []
  const pool = await options.storage.userPools.find(last.poolId)
  if (pool === undefined || protectionMode(pool) === 'OFF') return []
  // Of two records of one event the later replaces the earlier.
  const distinct = [...new Map(events.map((event) => [event.id, event])).values()]
  return Promise.all(
    distinct.map(async (event) => {
      return enqueued(options, destination, activityMessage(event, await usernameOf(options, writes, event)))
    }),
  )
}

/** What a failed mail or SMS tells, for the commit that says that it failed. */
export async function notificationRecords(
  options: LogRecordOptions,
  failure: { readonly poolId: string; readonly channel: 'EMAIL' | 'SMS'; readonly reason: string },
): Promise<readonly Write[]> {
  const destination = await destinationOf(options, failure.poolId, 'userNotification')
  if (destination === undefined) return []
  return [enqueued(options, destination, notificationMessage({ ...failure, at: options.clock.now() }))]
}

async function destinationOf(
  { storage, findSink, onUnmapped }: LogRecordOptions,
  poolId: string,
  source: EventSourceName,
): Promise<string | undefined> {
  const { logConfigurations } = await storage.threatProtection.findSettings(poolId)
  const configuration = logConfigurations.find(({ EventSource }) => EventSource === source)
  const destination = configuration && logDestination(configuration)
  if (destination === undefined || findSink(destination) !== undefined) return destination
  onUnmapped(destination)
  return undefined
}

async function usernameOf(
  { storage }: LogRecordOptions,
  writes: readonly Write[],
  { poolId, sub }: AuthEvent,
): Promise<string> {
  for (const write of writes) {
    if ((write.write === 'createUser' || write.write === 'updateUser') && write.user.sub === sub) {
      return write.user.username
    }
  }
  return (await storage.users.find(poolId, sub))?.username ?? ''
}

function enqueued({ random }: LogRecordOptions, destination: string, message: LogMessage): Write {
  const id = newUuid((size) => random.bytes(size))
  const { poolId, at: createdAt } = message
  return { write: 'enqueueLogRecord', record: { id, poolId, destination, body: renderLogMessage(message), createdAt } }
}
