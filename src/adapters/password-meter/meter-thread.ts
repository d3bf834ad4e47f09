import { parentPort } from 'node:worker_threads'
import { estimate } from './estimate.ts'

/** The thread of `open-password-meter.ts`: takes a numbered question, answers with its number. */
parentPort?.on(
  'message',
  ({ id, password, ownWords }: { readonly id: number; readonly password: string; readonly ownWords: string[] }) => {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    parentPort?.postMessage({ id, strength: estimate(password, ownWords) })
  },
)
