/** Clients that read slower than they are answered hold what others wait for: connections to a backend, or memory. */
export interface SlowClients {
  /** Waits for one of them; `cut` is called where it has had enough patience. The answer ends the wait. */
  readonly wait: (cut: () => void, held?: number) => () => void
}

export interface Patience {
  /** So much may be held by those who wait for longer than a second. */
  readonly most: number
  /** Nobody waits for longer than this in any case. */
  readonly seconds?: number
}

/** A client that takes no 64 KB in this time is slow: it gives way where too much is held. */
const PATIENCE_MILLISECONDS = 1000

export function createSlowClients({ most, seconds = Infinity }: Patience): SlowClients {
  let all = 0
  return {
    wait(cut, held = 1) {
      let waited = 0
      let isOver = false
      const stop = () => {
        if (isOver) return
        isOver = true
        all -= held
        clearInterval(timer)
      }
      const timer = setInterval(() => {
        waited += 1
        if (waited < seconds && all <= most) return
        stop()
        cut()
      }, PATIENCE_MILLISECONDS)
      timer.unref()
      all += held
      return stop
    },
  }
}
