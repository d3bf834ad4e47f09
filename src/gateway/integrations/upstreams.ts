import { lookup } from 'node:dns/promises'
import type { Dispatcher } from 'undici'
import type { Clock } from '../../ports/clock.ts'
import type { AddressChecks } from '../definition/address-checks.ts'
import type { CircuitBreakerSettings } from '../definition/circuit-breaker.ts'
import { balanceAddresses, type AddressFacts, type BalancedAddresses } from './addresses/balanced-addresses.ts'
import { resolveAddresses, type LookUp } from './addresses/resolve-addresses.ts'
import { createCircuitBreaker, type CircuitBreaker } from './circuit-breaker.ts'
import { openAddress, openPool } from './open-pool.ts'
import { createRetryBudget, type RetryBudget } from './retry-budget.ts'
import { createSlowClients, type SlowClients } from '../exchange/slow-clients.ts'
import { parseUpstreamName } from './upstream-name.ts'

export interface UpstreamOptions {
  /** PEM certificates that backends over https may be signed by, besides the well-known ones. */
  readonly certificateAuthorities?: string
  readonly connectMilliseconds?: number
  readonly connectionsPerOrigin?: number
  /** The addresses of host names; the system's unless given. */
  readonly lookUp?: LookUp
  /** Runs again and again until the answer is called; by the machine's time unless given. */
  readonly repeat?: (seconds: number, run: () => void) => () => void
}

/** A backend: its connections, and what is known of its health. */
export interface Upstream {
  /** Its connections stay for as long as this is under way, whatever becomes of the definition that named it. */
  readonly use: <T>(send: (pool: Pick<Dispatcher, 'dispatch'>) => Promise<T>, checks?: AddressChecks) => Promise<T>
  readonly budget: RetryBudget
  readonly slowClients: SlowClients
  /** Stages that ask for the same share one. */
  readonly breakerFor: (settings: CircuitBreakerSettings) => CircuitBreaker
}

/** One for each backend by its name, kept while some definition has it. */
export interface Upstreams extends AsyncDisposable {
  readonly find: (name: string) => Upstream | Promise<Upstream>
  /** Closes the pools of all others; requests under way on them finish first. */
  readonly keepOnly: (names: ReadonlySet<string>) => void
  /** Of backends whose addresses are checked; where several stages check the same, of all their checks together. */
  readonly facts: () => readonly BackendFacts[]
}

export interface BackendFacts extends AddressFacts {
  readonly name: string
}

export function createUpstreams({
  clock,
  certificateAuthorities,
  connectMilliseconds = 10_000,
  connectionsPerOrigin = 256,
  lookUp = systemLookUp,
  repeat = repeatUnwatched,
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

  async function open(name: string): Promise<Upstream> {
    // A hundred modules and 25 MB, which a system without such backends never needs.
    const undici = await import('undici')
    const nowMilliseconds = () => clock.now().getTime()
    const pool = openPool(undici, name, poolOptions)
    const balance = (checks: AddressChecks) =>
      balanceAddresses(pool, {
        ...checks,
        nowMilliseconds,
        resolve: () => resolveAddresses(parseUpstreamName(name).origins, lookUp),
        open: (address) => openAddress(undici, name, address, poolOptions),
        repeat,
      })
    const upstream = upstreams.get(name) ?? upstreamOf(pool, { balance, connectionsPerOrigin, nowMilliseconds })
    upstreams.set(name, upstream)
    return upstream
  }

  return {
    find: (name) => upstreams.get(name) ?? open(name),
    keepOnly(names) {
      for (const [name, upstream] of upstreams) {
        if (!names.has(name)) close(name, upstream)
      }
    },
    facts: () => [...upstreams].flatMap(([name, { facts }]) => namedFacts(name, facts())),
    async [Symbol.asyncDispose]() {
      for (const [name, upstream] of upstreams) close(name, upstream)
      await Promise.all(closing)
    },
  }
}

interface OwnedUpstream extends Upstream {
  /** Closes its connections once nothing is under way on them. */
  readonly retire: () => Promise<void>
  /** Undefined where nobody checks. */
  readonly facts: () => AddressFacts | undefined
}

interface UpstreamParts {
  readonly balance: (checks: AddressChecks) => BalancedAddresses
  readonly connectionsPerOrigin: number
  readonly nowMilliseconds: () => number
}

function upstreamOf(
  pool: Dispatcher,
  { balance, connectionsPerOrigin, nowMilliseconds }: UpstreamParts,
): OwnedUpstream {
  let underWay = 0
  let onQuiet = () => {}
  const leave = () => {
    underWay -= 1
    if (underWay === 0) onQuiet()
  }
  const breakers = new Map<string, CircuitBreaker>()
  const balanced = new Map<string, BalancedAddresses>()

  /** Stages that ask for the same share one. */
  async function sendBalanced<T>(send: (to: BalancedAddresses) => Promise<T>, checks: AddressChecks): Promise<T> {
    const { ejection, healthCheck } = checks
    const name = `${ejection?.failures}/${ejection?.seconds} ${healthCheck?.seconds} ${healthCheck?.path}`
    const addresses = balanced.get(name) ?? balance(checks)
    balanced.set(name, addresses)
    await addresses.prepare()
    return send(addresses)
  }

  return {
    use(send, checks) {
      underWay += 1
      const sent = checks === undefined ? send(pool) : sendBalanced(send, checks)
      sent.then(leave, leave)
      return sent
    },
    async retire() {
      if (underWay > 0) await new Promise<void>((resolve) => (onQuiet = resolve))
      await Promise.all([...balanced.values()].map((each) => each[Symbol.asyncDispose]()))
      await pool.close()
    },
    budget: createRetryBudget(),
    // Half of them are left to others.
    slowClients: createSlowClients({ most: Math.ceil(connectionsPerOrigin / 2), seconds: 30 }),
    breakerFor(settings) {
      const name = `${settings.failures}/${settings.seconds}`
      const breaker = breakers.get(name) ?? createCircuitBreaker(settings, nowMilliseconds)
      breakers.set(name, breaker)
      return breaker
    },
    facts: () => sumOf([...balanced.values()].map((each) => each.facts())),
  }
}

function namedFacts(name: string, facts: AddressFacts | undefined): readonly BackendFacts[] {
  return facts === undefined ? [] : [{ name, ...facts }]
}

function sumOf([first, ...others]: readonly AddressFacts[]): AddressFacts | undefined {
  if (first === undefined) return undefined
  return others.reduce(
    (sum, each) => ({
      addresses: sum.addresses + each.addresses,
      ejected: sum.ejected + each.ejected,
      unhealthy: sum.unhealthy + each.unhealthy,
      ejections: sum.ejections + each.ejections,
    }),
    first,
  )
}

async function systemLookUp(hostname: string): Promise<readonly string[]> {
  const found = await lookup(hostname, { all: true })
  return found.map(({ address }) => address)
}

/** It keeps no process alive. */
function repeatUnwatched(seconds: number, run: () => void): () => void {
  const timer = setInterval(run, seconds * 1000)
  timer.unref()
  return () => clearInterval(timer)
}
