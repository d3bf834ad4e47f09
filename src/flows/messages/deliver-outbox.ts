import type { OutboundMessage, OutboxItem } from '../../domain/messages/message.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Log } from '../../ports/log.ts'
import type { SendResult } from '../../ports/message-sender.ts'
import type { Random } from '../../ports/random.ts'
import type { ClaimedMessage } from '../../ports/storage/installation.ts'
import type { Storage, Write } from '../../ports/storage/storage.ts'
import { createDispatcher, type Dispatcher, type Repeat } from '../work/dispatcher.ts'
import { workInPlaces } from '../work/work-in-places.ts'

export interface OutboxOptions {
  readonly storage: Pick<Storage, 'commit' | 'installation'>
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  readonly send: (item: OutboxItem) => Promise<SendResult>
  readonly repeat?: Repeat
  /** What a failure tells besides, for its own commit. */
  readonly onFailure?: ((failure: MessageFailure) => Promise<readonly Write[]>) | undefined
  /** Told of every try. */
  readonly observe?: ((outcome: DeliveryOutcome) => void) | undefined
}

export interface MessageFailure extends Pick<OutboundMessage, 'poolId' | 'channel'> {
  readonly reason: string
}

export interface DeliveryOutcome {
  readonly channel: OutboxItem['channel']
  readonly result: 'sent' | 'postponed' | 'given-up'
}

const mostAtOnce = 10
/** Longer than a sender may take, or another node would send the same message. */
const leaseSeconds = 120
const firstRetrySeconds = 15
const longestRetrySeconds = 3600
/** A carrier that is back should not be waited for. */
const longestUnreachableSeconds = 300
const mostTries = 10
/** So long may a carrier be away, however often it was tried. */
const longestUnreachableHours = 24

/**
 * Sends what commits put into the outbox: at least once, oldest first, a few at a time. A message that fails waits
 * twice as long before each further try, and is given up after ten, or at once where no further try can help; one that
 * finds nobody to carry it is kept for a day. What is given up stays, for an operator to look at.
 */
export function createOutboxDispatcher(options: OutboxOptions): Dispatcher {
  const { storage, clock, log, repeat } = options
  return createDispatcher({
    repeat,
    log,
    failure: 'the outbox could not be read',
    doDue: (isClosed) =>
      workInPlaces({
        places: mostAtOnce,
        claim: (most) => storage.installation.claimMessages(most, leaseSeconds, clock.now()),
        work: (claimed) => deliver(options, claimed),
        onError: (error) => log.error({ err: error }, 'what became of a message could not be stored'),
        isClosed,
      }),
  })
}

async function deliver(options: OutboxOptions, { message, attempts }: ClaimedMessage): Promise<void> {
  const { storage, clock, log, observe } = options
  const { id: messageId, poolId, channel } = message
  const result = await send(options, message)
  if (result.kind === 'sent') {
    await storage.commit([{ write: 'completeMessage', messageId }])
    observe?.({ channel, result: 'sent' })
    return
  }

  const tries = attempts + 1
  const { reason } = result
  const isGivenUp = isHopeless(result, { tries, ageMs: clock.now().getTime() - message.createdAt.getTime() })
  const retryAt = isGivenUp ? undefined : new Date(clock.now().getTime() + retryMs(options, result, tries))
  const failed: Write = { write: 'failMessage', messageId, reason, retryAt }
  // Tries in between tell nothing new.
  const isTelling = tries === 1 || isGivenUp
  const told = isTelling && channel !== 'LOGOUT' ? ((await options.onFailure?.({ poolId, channel, reason })) ?? []) : []
  await storage.commit([failed, ...told])
  observe?.({ channel, result: isGivenUp ? 'given-up' : 'postponed' })
  const fields = { messageId, poolId, channel, tries, reason }
  if (isGivenUp) log.error(fields, 'a message is given up')
  else log.warn(fields, 'a message could not be sent yet')
}

/** A sender that throws has failed like one that says so: one broken message must not hold up the others. */
async function send({ send, clock, log }: OutboxOptions, message: OutboxItem): Promise<SendResult> {
  if (message.channel !== 'LOGOUT' && message.expiresAt && message.expiresAt <= clock.now()) {
    return { kind: 'failed', reason: 'its code expired before it could be sent', permanent: true }
  }
  try {
    return await send(message)
  } catch (error) {
    log.error({ err: error, messageId: message.id }, 'the sender of messages broke')
    return { kind: 'failed', reason: 'the sender broke', permanent: false }
  }
}

type Failure = Exclude<SendResult, { readonly kind: 'sent' }>

function isHopeless(failure: Failure, { tries, ageMs }: { readonly tries: number; readonly ageMs: number }): boolean {
  if (failure.kind === 'unreachable') return ageMs >= longestUnreachableHours * 3_600_000
  return failure.permanent || tries >= mostTries
}

/** Up to a quarter longer by chance, so that what failed together does not come back together. */
function retryMs({ random }: OutboxOptions, { kind }: Failure, tries: number): number {
  const longest = kind === 'unreachable' ? longestUnreachableSeconds : longestRetrySeconds
  const seconds = Math.min(firstRetrySeconds * 2 ** (tries - 1), longest)
  const [chance = 0] = random.bytes(1)
  return Math.round(seconds * (1000 + (250 * chance) / 256))
}
