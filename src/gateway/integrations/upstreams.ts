import type { Pool } from 'undici'

export interface UpstreamOptions {
  /** PEM certificates that backends over https may be signed by, besides the well-known ones. */
  readonly certificateAuthorities?: string
  readonly connectMilliseconds?: number
  readonly connectionsPerOrigin?: number
}

/** One connection pool per backend, kept while some definition names it. */
export interface Upstreams extends AsyncDisposable {
  readonly poolFor: (origin: string) => Promise<Pool>
  /** Closes the pools of other origins; requests under way on them finish first. */
  readonly keepOnly: (origins: ReadonlySet<string>) => void
}

export function createUpstreams({
  certificateAuthorities,
  connectMilliseconds = 10_000,
  connectionsPerOrigin = 256,
}: UpstreamOptions = {}): Upstreams {
  const pools = new Map<string, Pool>()
  const closing = new Set<Promise<void>>()

  function close(origin: string, pool: Pool) {
    pools.delete(origin)
    const closed = pool.close().finally(() => closing.delete(closed))
    closing.add(closed)
  }

  return {
    async poolFor(origin) {
      const known = pools.get(origin)
      if (known !== undefined) return known
      // A hundred modules and 25 MB, which a system without such backends never needs.
      const undici = await import('undici')
      const pool =
        pools.get(origin) ??
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
        })
      pools.set(origin, pool)
      return pool
    },
    keepOnly(origins) {
      for (const [origin, pool] of pools) {
        if (!origins.has(origin)) close(origin, pool)
      }
    },
    async [Symbol.asyncDispose]() {
      for (const [origin, pool] of pools) close(origin, pool)
      await Promise.all(closing)
    },
  }
}
