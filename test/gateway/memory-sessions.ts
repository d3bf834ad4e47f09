import type { GatewaySession, GatewaySessionStore } from '../../src/ports/gateway-sessions.ts'

export interface MemorySessions extends GatewaySessionStore, AsyncDisposable {
  readonly all: Map<string, GatewaySession>
}

/** The store of tests of sessions; it yields between steps, as a database does. */
export function memorySessions(): MemorySessions {
  const all = new Map<string, GatewaySession>()
  const turn = () => new Promise((resolve) => setImmediate(resolve))
  return {
    all,
    async find(idHash) {
      await turn()
      return all.get(idHash)
    },
    async put(session) {
      await turn()
      if (all.has(session.idHash)) throw new Error('the id exists')
      all.set(session.idHash, session)
    },
    async replace(session, expectedVersion) {
      await turn()
      if (all.get(session.idHash)?.version !== expectedVersion) return false
      all.set(session.idHash, session)
      return true
    },
    async delete(idHash) {
      await turn()
      return all.delete(idHash)
    },
    async deleteExpired(now) {
      const expired = [...all.values()].filter(({ expiresAt }) => expiresAt <= now)
      for (const { idHash } of expired) all.delete(idHash)
      return expired.length
    },
    [Symbol.asyncDispose]: async () => {},
  }
}
