import type { Server, ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { connectionLimits } from '../limits.ts'

export interface Drain {
  /** False from the first moment of draining: readiness fails, so that load balancers look elsewhere. */
  readonly isAccepting: () => boolean
  /** Follows a response, so that draining can tell its client not to send another request on the connection. */
  readonly follow: (response: ServerResponse) => Followed
  /**
   * Ends all service: requests under way are finished, new connections refused, the rest cut at the deadline. `endUpgrades`
   * ends what was taken off HTTP, as soon as new connections are refused: listeners wait for those sockets too.
   */
  readonly drain: (servers: readonly Server[], endUpgrades?: () => Promise<void>) => Promise<void>
}

/** To be told when the response is over. */
export type Followed = () => void

export interface DrainOptions {
  /** How long load balancers get to notice before connections are refused. */
  readonly noticeMilliseconds?: number
  readonly deadlineMilliseconds?: number
}

export function createDrain({
  noticeMilliseconds = 0,
  deadlineMilliseconds = connectionLimits.drainMilliseconds,
}: DrainOptions = {}): Drain {
  // Places that are used again. A Set leaves a trail of the tables it outgrew, and V8 keeps what was in them for long.
  const underWay: (ServerResponse | undefined)[] = []
  const free: number[] = []
  let accepting = true
  let draining: Promise<void> | undefined

  return {
    isAccepting: () => accepting,
    follow(response) {
      if (!accepting) response.setHeader('connection', 'close')
      const place = free.pop() ?? underWay.length
      underWay[place] = response
      return () => {
        underWay[place] = undefined
        free.push(place)
      }
    },
    drain: (servers, endUpgrades) => (draining ??= drainOnce(servers, endUpgrades)),
  }

  async function drainOnce(servers: readonly Server[], endUpgrades?: () => Promise<void>): Promise<void> {
    accepting = false
    // Without this a client keeps its connection, and `close` waits until it is idle for long enough.
    for (const response of underWay) if (response?.headersSent === false) response.setHeader('connection', 'close')
    if (noticeMilliseconds > 0) await wait(noticeMilliseconds)
    const closed = servers.map(closing)
    for (const server of servers) server.closeIdleConnections()
    const deadline = setTimeout(() => {
      for (const server of servers) server.closeAllConnections()
    }, deadlineMilliseconds)
    await Promise.all([...closed, endUpgrades?.()])
    clearTimeout(deadline)
  }
}

async function closing(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
  })
}
