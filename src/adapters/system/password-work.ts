import type { PasswordWork } from '../../ports/password-work.ts'

export interface PasswordWorkOptions {
  /** Jobs at once: more than cores only makes each slower. */
  readonly concurrent: number
  /** Jobs that may wait; what comes after is told to try again. */
  readonly mostWaiting: number
}

/** Admission to the threads that hash: first come, first served, and a full queue says so at once (REL-13). */
export function createPasswordWork({ concurrent, mostWaiting }: PasswordWorkOptions): PasswordWork {
  const waiting: (() => void)[] = []
  let running = 0

  return {
    async run(job) {
      if (running >= concurrent) {
        if (waiting.length >= mostWaiting) return { kind: 'busy' }
        await new Promise<void>((start) => void waiting.push(start))
      } else {
        running += 1
      }
      try {
        return { kind: 'done', result: await job() }
      } finally {
        // The place is handed on, not given back and taken again: nobody slips in between.
        const next = waiting.shift()
        if (next) next()
        else running -= 1
      }
    },
  }
}
