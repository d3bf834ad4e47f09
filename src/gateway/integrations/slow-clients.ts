/** Clients that read slower than a backend answers hold its connections, which others wait for. */
export interface SlowClients {
  /** Waits for one of them; `cut` is called where it has had enough patience. The answer ends the wait. */
  readonly wait: (cut: () => void) => () => void
}

/** A client that takes no 64 KB in this time is slow: it gives way where many are. */
const PATIENCE_MILLISECONDS = 1000
/** And this often it is asked after, before it gives way in any case. */
const MOST_TIMES = 30

/** Half of a backend's connections may wait for their clients for longer. */
export function createSlowClients(connections: number): SlowClients {
  const mostWaiting = Math.ceil(connections / 2)
  let waiting = 0
  return {
    wait(cut) {
      let times = 0
      let isOver = false
      const stop = () => {
        if (isOver) return
        isOver = true
        waiting -= 1
        clearInterval(timer)
      }
      const timer = setInterval(() => {
        times += 1
        if (times < MOST_TIMES && waiting <= mostWaiting) return
        stop()
        cut()
      }, PATIENCE_MILLISECONDS)
      timer.unref()
      waiting += 1
      return stop
    },
  }
}
