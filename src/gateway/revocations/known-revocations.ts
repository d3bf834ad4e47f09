import type { Revocation } from '../../ports/storage/revocations.ts'
import type { SessionOfToken } from './session-of-token.ts'

/** Revocations as they were told, for as long as tokens live that they are about. */
export interface KnownRevocations {
  /** How many are remembered. */
  readonly count: (now: Date) => number
  readonly note: (revocations: readonly Revocation[], now: Date) => void
  readonly isEnded: (session: SessionOfToken) => boolean
}

/** A token lives for a day at most; its `exp` is judged by our clock, which may be behind that of its issuer. */
const keptMs = 25 * 60 * 60 * 1000
const spanMs = keptMs / 2

/** What was told within one span of time, which is forgotten as a whole: no entry needs a time of its own. */
interface Span {
  readonly until: number
  readonly pools: Map<string, EndedInPool>
  count: number
}

interface EndedInPool {
  readonly families: Set<string>
  readonly users: Set<string>
  readonly clients: Set<string>
  /** Seconds: sessions that began before these are over. */
  readonly signedOut: Map<string, number>
  isGone: boolean
}

export function createKnownRevocations(): KnownRevocations {
  let spans: readonly Span[] = []

  function forget(now: number): void {
    spans = spans.filter(({ until }) => until + keptMs > now)
  }

  function spanOf(now: number): Span {
    forget(now)
    const last = spans.at(-1)
    if (last !== undefined && last.until > now) return last
    const begun: Span = { until: now + spanMs, pools: new Map(), count: 0 }
    spans = [...spans, begun]
    return begun
  }

  return {
    count(now) {
      forget(now.getTime())
      return spans.reduce((sum, { count }) => sum + count, 0)
    },
    note(revocations, now) {
      const span = spanOf(now.getTime())
      for (const revocation of revocations) {
        const pool = span.pools.get(revocation.poolId) ?? nothingEnded()
        span.pools.set(revocation.poolId, pool)
        const before = sizeOf(pool)
        noteIn(pool, revocation)
        span.count += sizeOf(pool) - before
      }
    },
    isEnded: (session) =>
      spans.some(({ pools }) => {
        const pool = pools.get(session.poolId)
        return pool !== undefined && isEndedIn(pool, session)
      }),
  }
}

function nothingEnded(): EndedInPool {
  return { families: new Set(), users: new Set(), clients: new Set(), signedOut: new Map(), isGone: false }
}

function sizeOf({ clients, families, signedOut, users }: EndedInPool): number {
  return clients.size + families.size + signedOut.size + users.size
}

function noteIn(pool: EndedInPool, { kind, subject, at }: Revocation): void {
  switch (kind) {
    case 'family':
      pool.families.add(subject)
      return
    case 'user':
      pool.users.add(subject)
      return
    case 'client':
      pool.clients.add(subject)
      return
    case 'pool':
      pool.isGone = true
      return
    case 'sign-out': {
      const seconds = Math.floor((at?.getTime() ?? 0) / 1000)
      pool.signedOut.set(subject, Math.max(seconds, pool.signedOut.get(subject) ?? 0))
    }
  }
}

function isEndedIn(pool: EndedInPool, { clientId, user }: SessionOfToken): boolean {
  if (pool.isGone || pool.clients.has(clientId)) return true
  if (user === undefined) return false
  const { authenticatedAtSeconds, familyId, sub } = user
  return pool.families.has(familyId) || pool.users.has(sub) || authenticatedAtSeconds < (pool.signedOut.get(sub) ?? 0)
}
