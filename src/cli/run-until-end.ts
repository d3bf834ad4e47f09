import { createLog, type LogLevel } from '../adapters/system/log.ts'
import type { Terminal } from './terminal.ts'

// npm and the shell may each pass on one Ctrl-C: what comes this soon is the same wish.
const sameWishMilliseconds = 1000

export interface UntilEndOptions {
  readonly terminal: Terminal
  readonly logLevel: LogLevel
  /** What keys do besides `q` and Ctrl-C, which end the command. Without it the keyboard is left alone. */
  readonly onKey?: ((key: string) => void) | undefined
  /** Monotonic milliseconds. */
  readonly elapsed?: () => number
}

/** Keeps an installation running until it is asked to end, then closes it in order. A second, later wish ends at once. */
export async function runUntilEnd(running: AsyncDisposable, options: UntilEndOptions): Promise<void> {
  const { terminal, logLevel, onKey, elapsed = () => performance.now() } = options
  const ended = Promise.withResolvers<void>()
  let wishedAt: number | undefined
  const wish = (): void => {
    wishedAt ??= elapsed()
    ended.resolve()
  }
  const stopSignals = terminal.onEnd((signal) => {
    if (wishedAt === undefined || elapsed() - wishedAt < sameWishMilliseconds) return wish()
    stopSignals()
    terminal.giveUp(signal)
  })
  const stopKeys = onKey && terminal.onKey((key) => (key === '\u0003' || key === 'q' ? wish() : onKey(key)))
  const stopFaults = surviveFaults(terminal, logLevel, wish)
  await ended.promise
  stopKeys?.()
  await running[Symbol.asyncDispose]()
  stopFaults()
  stopSignals()
}

/** Contract LOG-01: a forgotten rejection is logged and the process lives; after an uncaught error it drains and ends. */
function surviveFaults(terminal: Terminal, logLevel: LogLevel, end: () => void): () => void {
  const log = createLog(logLevel)
  const onRejection = (error: unknown): void => log.error({ error }, 'unhandled rejection')
  const onException = (error: unknown): void => {
    log.error({ error }, 'uncaught error: this process drains and ends')
    terminal.fail(1)
    end()
  }
  process.on('unhandledRejection', onRejection).on('uncaughtException', onException)
  return () => void process.off('unhandledRejection', onRejection).off('uncaughtException', onException)
}
