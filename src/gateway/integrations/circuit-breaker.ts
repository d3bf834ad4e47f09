import type { CircuitBreakerSettings } from '../definition/circuit-breaker.ts'

/** `neither`: it says nothing of the backend, as when the client went away. */
export type AttemptResult = 'success' | 'failure' | 'neither'

export interface CircuitBreaker {
  /** Undefined while the circuit is open. Whoever is let through reports how it went; the first report counts. */
  readonly admit: () => ((result: AttemptResult) => void) | undefined
}

/**
 * Closed, it counts failures in a row; open, it lets nothing through; then one probe at a time decides. What was begun
 * before the state changed says nothing of the backend as it is now.
 */
export function createCircuitBreaker(
  { failures, seconds }: CircuitBreakerSettings,
  nowMilliseconds: () => number,
): CircuitBreaker {
  let state: 'closed' | 'open' | 'probing' = 'closed'
  let inARow = 0
  let probeAt = 0
  let epoch = 0

  function enter(next: typeof state) {
    state = next
    epoch += 1
    inARow = 0
    if (next === 'open') probeAt = nowMilliseconds() + seconds * 1000
  }

  function learn(result: AttemptResult) {
    if (state === 'probing') {
      if (result === 'neither') state = 'open'
      else enter(result === 'success' ? 'closed' : 'open')
      return
    }
    if (result === 'success') inARow = 0
    if (result === 'failure') inARow += 1
    if (inARow >= failures) enter('open')
  }

  return {
    admit() {
      if (state === 'probing' || (state === 'open' && nowMilliseconds() < probeAt)) return undefined
      if (state === 'open') enter('probing')
      let begunIn: number | undefined = epoch
      return (result) => {
        if (begunIn === epoch) learn(result)
        begunIn = undefined
      }
    },
  }
}
