import type { OutboundMessage } from '../../domain/message.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Log } from '../../ports/log.ts'
import type { SendResult } from '../../ports/message-sender.ts'
import type { Random } from '../../ports/random.ts'
import type { ClaimedMessage } from '../../ports/storage/installation.ts'
import type { Storage, Write } from '../../ports/storage/storage.ts'

export interface OutboxOptions {
  readonly storage: Pick<Storage, 'commit' | 'installation'>
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  readonly send: (message: OutboundMessage) => Promise<SendResult>
  /** Calls back every so often until disposed: for messages whose next try is due, and those of nodes that died. */
  readonly repeat?: (everySeconds: number, job: () => void) => Disposable
  /** What a failure tells besides, for its own commit. */
  readonly onFailure?: ((failure: MessageFailure) => Promise<readonly Write[]>) | undefined
  /** Told of every try. */
  readonly observe?: ((outcome: DeliveryOutcome) => void) | undefined
}

export interface MessageFailure extends Pick<OutboundMessage, 'poolId' | 'channel'> {
  readonly reason: string
}

export interface DeliveryOutcome {
  readonly channel: OutboundMessage['channel']
  readonly result: 'sent' | 'postponed' | 'given-up'
}

export interface OutboxDispatcher extends AsyncDisposable {
  /** There is something to send. Returns at once; never waits for a mail server. */
  kick(): void
  /** Sends all that is due now, and resolves when that is done. */
  drain(): Promise<void>
}

const mostAtOnce = 10
/** Longer than a sender may take, or another node would send the same message. */
const leaseSeconds = 120
const repeatSeconds = 15
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
export function createOutboxDispatcher(options: OutboxOptions): OutboxDispatcher {
  const { storage, clock, log, repeat } = options
  const state = { isKicked: false, isClosed: false }
  let running: Promise<void> | undefined

  async function run(): Promise<void> {
    try {
      while (state.isKicked && !state.isClosed) {
        state.isKicked = false
        await sendDue()
      }
    } catch (error) {
      // The next kick, or the timer, tries again.
      log.error({ err: error }, 'the outbox could not be read')
    }
    running = undefined
  }

  /** Takes more as soon as half the places are free: one slow recipient holds one place, not a whole batch. */
  async function sendDue(): Promise<void> {
    const underWay = new Set<Promise<void>>()
    try {
      while (!state.isClosed) {
        const claimed = await storage.installation.claimMessages(mostAtOnce - underWay.size, leaseSeconds, clock.now())
        for (const each of claimed) {
          const delivery = deliver(options, each)
            // It goes out once more when its lease is over.
            .catch((error: unknown) => log.error({ err: error }, 'what became of a message could not be stored'))
            .finally(() => underWay.delete(delivery))
          underWay.add(delivery)
        }
        if (underWay.size === 0) return
        const most = claimed.length === 0 ? 0 : mostAtOnce / 2
        while (underWay.size > most) await Promise.race(underWay)
      }
    } finally {
      await Promise.all(underWay)
    }
  }

  function start(): Promise<void> {
    if (state.isClosed) return Promise.resolve()
    state.isKicked = true
    running ??= run()
    return running
  }

  const timer = repeat?.(repeatSeconds, () => void start())
  return {
    kick: () => void start(),
    drain: start,
    async [Symbol.asyncDispose]() {
      state.isClosed = true
      timer?.[Symbol.dispose]()
      await running
    },
  }
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
  const told = isTelling ? ((await options.onFailure?.({ poolId, channel, reason })) ?? []) : []
  await storage.commit([failed, ...told])
  observe?.({ channel, result: isGivenUp ? 'given-up' : 'postponed' })
  const fields = { messageId, poolId, channel, tries, reason }
  if (isGivenUp) log.error(fields, 'a message is given up')
  else log.warn(fields, 'a message could not be sent yet')
}

/** A sender that throws has failed like one that says so: one broken message must not hold up the others. */
async function send({ send, clock, log }: OutboxOptions, message: OutboundMessage): Promise<SendResult> {
  if (message.expiresAt && message.expiresAt <= clock.now()) {
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
