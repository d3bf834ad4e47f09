import type { Pool } from 'undici'
import type { Clock } from '../../ports/clock.ts'
import type { CircuitBreakerSettings } from '../definition/circuit-breaker.ts'
import { createCircuitBreaker, type CircuitBreaker } from './circuit-breaker.ts'
import { createRetryBudget, type RetryBudget } from './retry-budget.ts'

export interface UpstreamOptions {
  /** PEM certificates that backends over https may be signed by, besides the well-known ones. */
  readonly certificateAuthorities?: string
  readonly connectMilliseconds?: number
  readonly connectionsPerOrigin?: number
}

/** A backend: its connections, and what is known of its health. */
export interface Upstream {
  /** Its connections stay for as long as this is under way, whatever becomes of the definition that named it. */
  readonly use: <T>(send: (pool: Pool) => Promise<T>) => Promise<T>
  readonly budget: RetryBudget
  /** Stages that ask for the same share one. */
  readonly breakerFor: (settings: CircuitBreakerSettings) => CircuitBreaker
}

/** One for each backend, kept while some definition names it. */
export interface Upstreams extends AsyncDisposable {
  readonly find: (origin: string) => Promise<Upstream>
  /** Closes the pools of other origins; requests under way on them finish first. */
  readonly keepOnly: (origins: ReadonlySet<string>) => void
}

export function createUpstreams({
  clock,
  certificateAuthorities,
  connectMilliseconds = 10_000,
  connectionsPerOrigin = 256,
}: UpstreamOptions & { readonly clock: Clock }): Upstreams {
  const upstreams = new Map<string, OwnedUpstream>()
  const closing = new Set<Promise<void>>()

  function close(origin: string, { retire }: OwnedUpstream) {
    upstreams.delete(origin)
    const closed = retire().finally(() => closing.delete(closed))
    closing.add(closed)
  }

  return {
    async find(origin) {
      const known = upstreams.get(origin)
      if (known !== undefined) return known
      // A hundred modules and 25 MB, which a system without such backends never needs.
      const undici = await import('undici')
      const upstream =
        upstreams.get(origin) ??
        upstreamOf(
          new undici.Pool(origin, {
            connections: connectionsPerOrigin,
            pipelining: 1,
            allowH2: false,
            // Shorter than common backends' own idle limit, so that a request seldom meets a connection going away.
            keepAliveTimeout: 4000,
            connect: {
              timeout: connectMilliseconds,
              ...(certificateAuthorities === undefined ? {} : { ca: certificateAuthorities }),
            },
          }),
          clock,
        )
      upstreams.set(origin, upstream)
      return upstream
    },
    keepOnly(origins) {
      for (const [origin, upstream] of upstreams) {
        if (!origins.has(origin)) close(origin, upstream)
      }
    },
    async [Symbol.asyncDispose]() {
      for (const [origin, upstream] of upstreams) close(origin, upstream)
      await Promise.all(closing)
    },
  }
}

interface OwnedUpstream extends Upstream {
  /** Closes its connections once nothing is under way on them. */
  readonly retire: () => Promise<void>
}

function upstreamOf(pool: Pool, clock: Clock): OwnedUpstream {
  const underWay = new Set<Promise<unknown>>()
  const breakers = new Map<string, CircuitBreaker>()
  return {
    use(send) {
      const sent = send(pool).finally(() => underWay.delete(sent))
      underWay.add(sent)
      return sent
    },
    async retire() {
      await Promise.allSettled(underWay)
      await pool.close()
    },
    budget: createRetryBudget(),
    breakerFor(settings) {
      const name = `${settings.failures}/${settings.seconds}`
      const breaker = breakers.get(name) ?? createCircuitBreaker(settings, () => clock.now().getTime())
      breakers.set(name, breaker)
      return breaker
    },
  }
}
