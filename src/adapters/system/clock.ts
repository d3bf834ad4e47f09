import type { Clock } from '../../ports/clock.ts'

export interface DevelopmentClock extends Clock {
  /** Moves this clock, and nothing else on the machine, forward. */
  advance(seconds: number): void
}

export const systemClock: Clock = { now: () => new Date() }

/** A clock that runs like its source, ahead of it by what it was advanced. */
export function createDevelopmentClock(source: Clock = systemClock): DevelopmentClock {
  let aheadSeconds = 0
  return {
    now: () => new Date(source.now().getTime() + aheadSeconds * 1000),
    advance(seconds) {
      if (!Number.isFinite(seconds) || seconds < 0) throw new RangeError('The clock only moves forward')
      aheadSeconds += seconds
    },
  }
}
