import type { SqlCommitResult } from './sql-write.ts'

const atOnce = 500

/** Removes a little at a time until nothing is left to remove: the writer is free for others in between. */
export async function removeInSteps(step: (limit: number) => Promise<SqlCommitResult>): Promise<number> {
  let total = 0
  for (;;) {
    const outcome = await step(atOnce)
    const removed = outcome.committed ? outcome.removed : 0
    total += removed
    if (removed === 0) return total
  }
}
