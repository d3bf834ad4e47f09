import type { Clock } from '../ports/clock.ts'
import type { Log } from '../ports/log.ts'
import type { MessageSender, SendResult } from '../ports/message-sender.ts'
import type { ClaimedMessage } from '../ports/storage/installation.ts'
import type { Storage, Write } from '../ports/storage/storage.ts'

export interface OutboxOptions {
  readonly storage: Pick<Storage, 'commit' | 'installation'>
  readonly clock: Clock
  readonly log: Log
  readonly send: MessageSender['send']
  /** Calls back every so often until disposed: for messages whose next try is due, and those of nodes that died. */
  readonly repeat?: (everySeconds: number, job: () => void) => Disposable
}

export interface OutboxDispatcher extends AsyncDisposable {
  /** There is something to send. Returns at once; never waits for a mail server. */
  kick(): void
  /** Sends all that is due now, and resolves when that is done. */
  drain(): Promise<void>
}

const batchSize = 10
/** Longer than a sender may take, or another node would send the same message. */
const leaseSeconds = 120
const repeatSeconds = 15
const firstRetrySeconds = 15
const longestRetrySeconds = 3600
const mostTries = 10

/**
 * Sends what commits put into the outbox: at least once, oldest first, a few at a time. A message that fails waits
 * twice as long before each further try, and is given up after ten, or at once where no further try can help.
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

  async function sendDue(): Promise<void> {
    while (!state.isClosed) {
      const claimed = await storage.installation.claimMessages(batchSize, leaseSeconds, clock.now())
      if (claimed.length === 0) return
      await Promise.all(claimed.map((each) => deliver(options, each)))
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
  const { storage, clock, log } = options
  const result = await send(options, message)
  if (result.kind === 'sent') {
    await storage.commit([{ write: 'completeMessage', messageId: message.id }])
    return
  }

  const tries = attempts + 1
  const isGivenUp = result.permanent || tries >= mostTries
  const retryAt = isGivenUp ? undefined : new Date(clock.now().getTime() + retrySeconds(tries) * 1000)
  const failed: Write = { write: 'failMessage', messageId: message.id, reason: result.reason, retryAt }
  await storage.commit([failed])
  const fields = {
    messageId: message.id,
    poolId: message.poolId,
    channel: message.channel,
    tries,
    reason: result.reason,
  }
  if (isGivenUp) log.error(fields, 'a message is given up')
  else log.warn(fields, 'a message could not be sent yet')
}

/** A sender that throws has failed like one that says so: one broken message must not hold up the others. */
async function send({ send, log }: OutboxOptions, message: ClaimedMessage['message']): Promise<SendResult> {
  try {
    return await send(message)
  } catch (error) {
    log.error({ err: error, messageId: message.id }, 'the sender of messages broke')
    return { kind: 'failed', reason: 'the sender broke', permanent: false }
  }
}

function retrySeconds(tries: number): number {
  return Math.min(firstRetrySeconds * 2 ** (tries - 1), longestRetrySeconds)
}
