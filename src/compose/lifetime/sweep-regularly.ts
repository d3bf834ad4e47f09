import type { Log } from '../../ports/log.ts'
import { repeatEvery } from './repeat-every.ts'

const everySeconds = 300

/** Removes what has expired, every few minutes. A sweep that fails is told and tried again the next time. */
export function sweepRegularly(log: Log, sweeps: readonly (() => Promise<number>)[]): Disposable {
  return repeatEvery(everySeconds, () => {
    for (const sweep of sweeps) {
      sweep().catch((cause: unknown) => log.error({ err: cause }, 'removing what has expired failed'))
    }
  })
}
