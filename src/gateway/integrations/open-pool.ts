import type * as Undici from 'undici'
import type { AddressOfOrigin } from './addresses/balanced-addresses.ts'
import { parseUpstreamName } from './upstream-name.ts'

export interface PoolOptions {
  /** To each origin. */
  readonly connections: number
  readonly connect: Undici.buildConnector.BuildOptions
}

/** The connections to a backend. Of several origins each takes its turn, and one that cannot be connected to less often. */
export function openPool(undici: typeof Undici, name: string, options: PoolOptions): Undici.Dispatcher {
  const { isPrivate, origins, serverName } = parseUpstreamName(name)
  const [origin = '', ...others] = origins
  const settings = { ...options, ...everyPool }
  if (!isPrivate) return new undici.Pool(origin, settings)
  const connector = undici.buildConnector(options.connect)
  const own = {
    ...settings,
    // Without a name of its own a connection proves to be to the origin's host, and never to what a request's Host says.
    connect: (to: Undici.buildConnector.Options, done: Undici.buildConnector.Callback) =>
      connector({ ...to, servername: serverName ?? '' }, done),
  }
  const pool = others.length === 0 ? new undici.Pool(origin, own) : new undici.BalancedPool([...origins], own)
  return underOneName(pool)
}

/** The connections to one address of a backend; everything else is as with the backend as a whole. */
export function openAddress(
  undici: typeof Undici,
  name: string,
  { address, origin }: AddressOfOrigin,
  options: PoolOptions,
): Undici.Dispatcher {
  const { isPrivate, serverName } = parseUpstreamName(name)
  const connector = undici.buildConnector(options.connect)
  const pool = new undici.Pool(origin, {
    ...options,
    ...everyPool,
    connect: (to: Undici.buildConnector.Options, done: Undici.buildConnector.Callback) =>
      connector({ ...to, hostname: address, ...(isPrivate && { servername: serverName ?? '' }) }, done),
  })
  return isPrivate ? underOneName(pool) : pool
}

const everyPool = {
  pipelining: 1,
  allowH2: false,
  // Shorter than common backends' own idle limit, so that a request seldom meets a connection going away.
  keepAliveTimeout: 4000,
} as const

/** undici would take another connection for every Host. */
function underOneName(pool: Undici.Dispatcher): Undici.Dispatcher {
  return pool.compose((dispatch) => (request, handler) => {
    const named = { ...request, servername: 'private' }
    return dispatch(named, handler)
  })
}
