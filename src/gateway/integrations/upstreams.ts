import type { Dispatcher } from 'undici'
import type { Clock } from '../../ports/clock.ts'
import type { CircuitBreakerSettings } from '../definition/circuit-breaker.ts'
import { createCircuitBreaker, type CircuitBreaker } from './circuit-breaker.ts'
import { openPool } from './open-pool.ts'
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
  readonly use: <T>(send: (pool: Dispatcher) => Promise<T>) => Promise<T>
  readonly budget: RetryBudget
  /** Stages that ask for the same share one. */
  readonly breakerFor: (settings: CircuitBreakerSettings) => CircuitBreaker
}

/** One for each backend by its name, kept while some definition has it. */
export interface Upstreams extends AsyncDisposable {
  readonly find: (name: string) => Promise<Upstream>
  /** Closes the pools of all others; requests under way on them finish first. */
  readonly keepOnly: (names: ReadonlySet<string>) => void
}

export function createUpstreams({
  clock,
  certificateAuthorities,
  connectMilliseconds = 10_000,
  connectionsPerOrigin = 256,
}: UpstreamOptions & { readonly clock: Clock }): Upstreams {
  const upstreams = new Map<string, OwnedUpstream>()
  const closing = new Set<Promise<void>>()
  const poolOptions = {
    connections: connectionsPerOrigin,
    connect: {
      timeout: connectMilliseconds,
      ...(certificateAuthorities === undefined ? {} : { ca: certificateAuthorities }),
    },
  }

  function close(name: string, { retire }: OwnedUpstream) {
    upstreams.delete(name)
    const closed = retire().finally(() => closing.delete(closed))
    closing.add(closed)
  }

  return {
    async find(name) {
      const known = upstreams.get(name)
      if (known !== undefined) return known
      // A hundred modules and 25 MB, which a system without such backends never needs.
      const undici = await import('undici')
      const upstream = upstreams.get(name) ?? upstreamOf(openPool(undici, name, poolOptions), clock)
      upstreams.set(name, upstream)
      return upstream
    },
    keepOnly(names) {
      for (const [name, upstream] of upstreams) {
        if (!names.has(name)) close(name, upstream)
      }
    },
    async [Symbol.asyncDispose]() {
      for (const [name, upstream] of upstreams) close(name, upstream)
      await Promise.all(closing)
    },
  }
}

interface OwnedUpstream extends Upstream {
  /** Closes its connections once nothing is under way on them. */
  readonly retire: () => Promise<void>
}

function upstreamOf(pool: Dispatcher, clock: Clock): OwnedUpstream {
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
