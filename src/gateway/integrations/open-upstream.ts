import * as undici from 'undici'
import type { AddressChecks } from '../definition/address-checks.ts'
import { balanceAddresses, type AddressFacts, type BalancedAddresses } from './addresses/balanced-addresses.ts'
import { resolveAddresses, type LookUp } from './addresses/resolve-addresses.ts'
import { createCircuitBreaker, type CircuitBreaker } from './circuit-breaker.ts'
import { openAddress, openPool, type PoolOptions } from './open-pool.ts'
import { createRetryBudget } from './retry-budget.ts'
import { createSlowClients } from '../exchange/slow-clients.ts'
import { parseUpstreamName } from './upstream-name.ts'
import type { OwnedUpstream } from './upstream.ts'

export interface OpeningOptions {
  readonly pool: PoolOptions
  readonly lookUp: LookUp
  readonly nowMilliseconds: () => number
  /** Runs again and again until the answer is called. */
  readonly repeat: (seconds: number, run: () => void) => () => void
}

/** The connections to a backend, none of which is open yet. */
export function openUpstream(
  name: string,
  { lookUp, nowMilliseconds, pool: options, repeat }: OpeningOptions,
): OwnedUpstream {
  const pool = openPool(undici, name, options)
  let underWay = 0
  let onQuiet = () => {}
  const leave = () => {
    underWay -= 1
    if (underWay === 0) onQuiet()
  }
  const breakers = new Map<string, CircuitBreaker>()
  const balanced = new Map<string, BalancedAddresses>()

  function balance(checks: AddressChecks): BalancedAddresses {
    return balanceAddresses(pool, {
      ...checks,
      nowMilliseconds,
      resolve: () => resolveAddresses(parseUpstreamName(name).origins, lookUp),
      open: (address) => openAddress(undici, name, address, options),
      repeat,
    })
  }

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
    slowClients: createSlowClients({ most: Math.ceil(options.connections / 2), seconds: 30 }),
    breakerFor(settings) {
      const name = `${settings.failures}/${settings.seconds}`
      const breaker = breakers.get(name) ?? createCircuitBreaker(settings, nowMilliseconds)
      breakers.set(name, breaker)
      return breaker
    },
    facts: () => sumOf([...balanced.values()].map((each) => each.facts())),
  }
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
