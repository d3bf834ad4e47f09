import { wentOn, type Guessing } from './guessing-paths.ts'

/** What is wrong with the lock of a user: guesses that it does not count, and ways that it does not bar. */
export async function findGaps({ app, sub, paths }: Guessing): Promise<string[]> {
  const { ports } = app.on
  const { attempts } = ports.storage
  const subject = { poolId: app.pool.id, subject: sub }
  const isLocked = async () => (await attempts.findLock(subject.poolId, sub, ports.clock.now())) !== undefined
  const gaps: string[] = []
  const guessed = [...paths].flatMap(([name, { wrong }]) => (wrong ? [{ name, wrong }] : []))

  // Each path comes in several mixtures with others, but in no more than its own limits of guesses let through.
  for (let first = 0; first < guessed.length; first += 3) {
    const mixture = [0, 1, 2, 3, 4].map((at) => guessed[(first + at) % guessed.length])
    const names = mixture.map((path) => path?.name).join(', ')
    for (const path of mixture) {
      if (await isLocked()) gaps.push(`fewer than five of ${names} lock`)
      const reply = await path?.wrong()
      if (reply && wentOn(reply)) gaps.push(`a wrong answer goes on at ${path?.name}`)
    }
    if (!(await isLocked())) gaps.push(`five of ${names} do not lock`)
    for (const [name, { right, isSpared = false }] of paths) {
      if (wentOn(await right()) !== isSpared)
        gaps.push(`${name} ${isSpared ? 'is barred by' : 'goes on during'} the lock`)
    }
    await ports.storage.commit([{ write: 'unlock', ...subject }])
  }
  return [...new Set(gaps)]
}
