import type { Log } from '../ports/log.ts'

const everyMilliseconds = 5 * 60_000

/** Removes what has expired, every few minutes. A sweep that fails is told and tried again the next time. */
export function sweepRegularly(log: Log, sweeps: readonly (() => Promise<number>)[]): Disposable {
  const timer = setInterval(() => {
    for (const sweep of sweeps) {
      sweep().catch((cause: unknown) => log.error({ cause }, 'removing what has expired failed'))
    }
  }, everyMilliseconds)
  timer.unref()
  return { [Symbol.dispose]: () => clearInterval(timer) }
}
