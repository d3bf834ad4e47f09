import type { Clock } from '../../ports/clock.ts'

/** Whoever types is answered at each pause, and no faster. */
const questionsPerMinute = 40
/** Beyond so many addresses in a minute nobody is told apart any more, and nobody is answered before it is over. */
const mostAddresses = 10_000

/** How often one address may ask. Counted here and not in the store: advice is worth less than a write. */
export function createAllowance(clock: Clock): { take(address: string): boolean } {
  const taken = new Map<string, number>()
  let minute = 0
  return {
    take(address) {
      const now = Math.floor(clock.now().getTime() / 60_000)
      if (now !== minute) taken.clear()
      minute = now
      const count = (taken.get(address) ?? 0) + 1
      if (count > questionsPerMinute || (count === 1 && taken.size >= mostAddresses)) return false
      taken.set(address, count)
      return true
    },
  }
}
