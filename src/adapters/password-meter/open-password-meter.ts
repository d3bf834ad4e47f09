import { Worker } from 'node:worker_threads'
import type { Clock } from '../../ports/clock.ts'
import type { PasswordMeter, PasswordStrength } from '../../ports/password-meter.ts'
import { createAllowance } from './allowance.ts'

const mostWaiting = 16
/** The first answer waits for the words to be loaded; a thread without any for longer is stuck on one. */
const stuckMilliseconds = 60_000
/** Its words are megabytes that a quiet installation need not keep. */
const idleMilliseconds = 300_000

interface Answer {
  readonly id: number
  readonly strength: PasswordStrength
}

interface Thread {
  readonly worker: Worker
  readonly waiting: Map<number, (strength: PasswordStrength | undefined) => void>
}

/** A thread that judges passwords, from the first question on. One that takes too long ends, and so does one without work. */
export function openPasswordMeter(clock: Clock): PasswordMeter & Disposable {
  const allowance = createAllowance(clock)
  let thread: Thread | undefined
  let idle: NodeJS.Timeout | undefined
  let lastId = 0

  function end(ended: Thread): void {
    if (thread === ended) thread = undefined
    clearTimeout(idle)
    void ended.worker.terminate()
    for (const answer of ended.waiting.values()) answer(undefined)
  }

  function start(): Thread {
    const entry = import.meta.url.endsWith('.ts') ? './meter-thread.ts' : './meter-thread.js'
    const worker = new Worker(new URL(entry, import.meta.url), { name: 'password-meter', env: {}, execArgv: [] })
    const started: Thread = { worker, waiting: new Map() }
    worker.unref()
    worker.on('message', ({ id, strength }: Answer) => started.waiting.get(id)?.(strength))
    worker.on('error', () => end(started))
    worker.on('exit', () => end(started))
    return started
  }

  return {
    measure({ password, ownWords, from, withinMilliseconds }) {
      const asked = (thread ??= start())
      if (asked.waiting.size >= mostWaiting || !allowance.take(from)) return Promise.resolve(undefined)
      clearTimeout(idle)
      idle = setTimeout(() => end(asked), idleMilliseconds).unref()
      const id = (lastId += 1)
      return new Promise((resolve) => {
        const late = setTimeout(() => resolve(undefined), withinMilliseconds)
        const stuck = setTimeout(() => end(asked), stuckMilliseconds).unref()
        asked.waiting.set(id, (strength) => {
          clearTimeout(late)
          clearTimeout(stuck)
          asked.waiting.delete(id)
          resolve(strength)
        })
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
        asked.worker.postMessage({ id, password, ownWords })
      })
    },
    [Symbol.dispose]() {
      if (thread !== undefined) end(thread)
    },
  }
}
