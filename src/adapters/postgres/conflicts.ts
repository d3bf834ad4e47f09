import { setTimeout as delay } from 'node:timers/promises'
import type { Random } from '../../ports/random.ts'
import { postgresEngine } from './postgres-engine.ts'

export const mostTries = 5
const longestPauseMs = 40

/** Longer after each try, and never the same, so that those in each other's way part. */
export async function pauseAfter(tries: number, random: Random): Promise<void> {
  await delay(((random.bytes(1)[0] ?? 0) / 255) * longestPauseMs * tries)
}

/** Does a transaction again as a whole where others got in its way: the server has undone all of it. */
export async function untilUndisturbed<Result>(transaction: () => Promise<Result>, random: Random): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await transaction()
    } catch (error) {
      if (!postgresEngine.isConflict(error) || tries === mostTries) throw error
      await pauseAfter(tries, random)
    }
  }
}
