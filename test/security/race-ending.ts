import { setImmediate } from 'node:timers/promises'
import type { Arena } from './arena.ts'
import type { Ending } from './session-endings.ts'
import { openSessions, repeatable } from './sessions-in-use.ts'

export interface Race {
  /** Uses that began after the acknowledgement and succeeded all the same. */
  readonly late: readonly string[]
  /** Uses that succeeded before. */
  readonly timely: number
}

const usesBefore = 3
const usesAfter = 5

/** Uses sessions in every way at once, over and over, while they are ended (REL-07). */
export async function raceEnding(arena: Arena, ending: Ending): Promise<Race> {
  const sessions = await openSessions(arena, await arena.addPerson())
  const lasting = repeatable.filter((name) => !ending.leaves.includes(name))
  let acknowledgedAt = Number.POSITIVE_INFINITY
  let timely = 0
  const late: string[] = []
  const warm = Promise.withResolvers<void>()

  const useOverAndOver = async (name: string): Promise<void> => {
    const use = sessions.uses.get(name)
    let done = 0
    for (let after = 0; after < usesAfter;) {
      // A use that waits for no disk and no thread would keep all others from their turn.
      await setImmediate()
      const beganAt = performance.now()
      const isGood = await use?.()
      done += 1
      if (done === usesBefore) warm.resolve()
      if (beganAt <= acknowledgedAt) timely += isGood ? 1 : 0
      else after += 1
      if (isGood && beganAt > acknowledgedAt) late.push(name)
    }
  }

  const running = Promise.all(lasting.map(useOverAndOver))
  await Promise.race([warm.promise, running])
  const { status, body } = await ending.end(arena, sessions)
  acknowledgedAt = performance.now()
  await running
  if (status !== 200) throw new Error(`nothing ended: ${body}`)
  return { late: [...new Set(late)], timely }
}
