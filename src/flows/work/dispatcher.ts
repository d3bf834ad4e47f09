import type { Log } from '../../ports/log.ts'

/** Calls back every so often until disposed. */
export type Repeat = (everySeconds: number, job: () => void) => Disposable

export interface DispatcherOptions {
  /** Does all that is due; begins nothing more once it is closed. */
  readonly doDue: (isClosed: () => boolean) => Promise<void>
  /** For what becomes due by itself, and what nodes that died had claimed. */
  readonly repeat?: Repeat | undefined
  readonly log: Log
  /** How the log calls it when `doDue` throws. The next kick, or the timer, tries again. */
  readonly failure: string
}

export interface Dispatcher extends AsyncDisposable {
  /** There is something to do. Returns at once. */
  kick(): void
  /** Does all that is due now, and resolves when that is done. */
  drain(): Promise<void>
}

const repeatSeconds = 15

/** Does work in the background whenever it is told that there is some, one run at a time. */
export function createDispatcher({ doDue, repeat, log, failure }: DispatcherOptions): Dispatcher {
  const state = { isKicked: false, isClosed: false }
  let running: Promise<void> | undefined

  async function run(): Promise<void> {
    try {
      while (state.isKicked && !state.isClosed) {
        state.isKicked = false
        await doDue(() => state.isClosed)
      }
    } catch (error) {
      log.error({ err: error }, failure)
    }
    running = undefined
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
