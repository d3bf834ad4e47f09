import { setTimeout } from 'node:timers/promises'
import type { Dispatcher } from 'undici'
import type { AddressChecks } from '../../definition/address-checks.ts'
import type { AttemptResult } from '../circuit-breaker.ts'
import { createAddressHealth, type AddressHealth } from './address-health.ts'
import { isWell } from './health-check.ts'
import { observedHandler } from './observed-handler.ts'

/** One of the places that a backend is at. */
export interface AddressOfOrigin {
  readonly origin: string
  /** An IP address. */
  readonly address: string
}

/** A backend's addresses, which requests take in turn, but for those that are passed over. */
export interface BalancedAddresses extends Pick<Dispatcher, 'dispatch'>, AsyncDisposable {
  /** Resolves once the addresses are known, or cannot be found out, in a second at most. */
  readonly prepare: () => Promise<void>
  readonly facts: () => AddressFacts
}

export interface AddressFacts {
  readonly addresses: number
  readonly ejected: number
  readonly unhealthy: number
  /** Since the start, of the addresses that are there. */
  readonly ejections: number
}

export interface BalancedOptions extends AddressChecks {
  readonly nowMilliseconds: () => number
  readonly resolve: () => Promise<readonly AddressOfOrigin[]>
  readonly open: (address: AddressOfOrigin) => Dispatcher
  /** Runs again and again until the answer is called. */
  readonly repeat: (seconds: number, run: () => void) => () => void
}

interface Known {
  readonly pool: Dispatcher
  readonly health: AddressHealth
}

/** DNS answers that are older are asked for anew, while the old ones go on being used. */
const freshMilliseconds = 10_000

/** A request does not wait longer than this for DNS; it goes where the system connects it to then. */
const longestWait = 1000
const atOnce = Promise.resolve()
/** After so long without a request there are no checks until the next one. */
const idleMilliseconds = 10 * 60_000

/**
 * `whole` has a backend's connections to whatever the system chooses. It takes the requests while there is one address
 * only: passing over the only one would be a circuit breaker, and there is one of those.
 */
export function balanceAddresses(whole: Dispatcher, options: BalancedOptions): BalancedAddresses {
  const { ejection, healthCheck, nowMilliseconds, open, repeat, resolve } = options
  const known = new Map<string, Known>()
  const closing = new Set<Promise<void>>()
  let order: readonly Known[] = []
  let turn = 0
  let resolvedAt = -Infinity
  let resolving: Promise<void> | undefined
  let usedAt = nowMilliseconds()
  let isEnded = false
  const stop = healthCheck && repeat(healthCheck.seconds, checkAll)

  async function learnAddresses(): Promise<void> {
    try {
      const found = await resolve()
      // An answer may come after the end.
      if (!isEnded) take(found)
    } catch {
      // What was known goes on; where nothing was, connections fail by themselves and say why.
    } finally {
      resolvedAt = nowMilliseconds()
      resolving = undefined
    }
  }

  function take(addresses: readonly AddressOfOrigin[]) {
    const wanted = new Map(addresses.map((each) => [`${each.origin} ${each.address}`, each]))
    for (const [key, { pool }] of known) {
      if (wanted.has(key)) continue
      known.delete(key)
      const closed = pool.close().finally(() => closing.delete(closed))
      closing.add(closed)
    }
    for (const [key, address] of wanted) {
      if (known.has(key)) continue
      known.set(key, { pool: open(address), health: createAddressHealth(ejection, nowMilliseconds) })
    }
    order = [...known.values()]
  }

  function refresh(): Promise<void> {
    if (nowMilliseconds() - resolvedAt >= freshMilliseconds) resolving ??= learnAddresses()
    return resolving ?? Promise.resolve()
  }

  /** Of four addresses two may be passed over, of three one. */
  function mayEject(): boolean {
    return order.filter(({ health }) => health.isEjected()).length < Math.floor(order.length / 2)
  }

  /** The next in turn; where none is left, the next that is not ejected, and at last whoever comes. */
  function choose(): Known | undefined {
    turn = (turn + 1) % Math.max(order.length, 1)
    const inTurn = [...order.slice(turn), ...order.slice(0, turn)]
    return (
      inTurn.find(({ health }) => !health.isEjected() && !health.isUnhealthy()) ??
      inTurn.find(({ health }) => !health.isEjected()) ??
      inTurn[0]
    )
  }

  function checkAll() {
    // Nobody asks: perhaps no definition has it any more.
    if (nowMilliseconds() - usedAt > idleMilliseconds) return
    void refresh()
    if (healthCheck === undefined || order.length < 2) return
    for (const { health, pool } of order) {
      void isWell(pool, healthCheck).then((answer) => health.checked(answer))
    }
  }

  return {
    prepare: () =>
      order.length === 0 ? Promise.race([refresh(), setTimeout(longestWait, undefined, { ref: false })]) : atOnce,
    dispatch(request, handler) {
      usedAt = nowMilliseconds()
      void refresh()
      const chosen = order.length < 2 ? undefined : choose()
      if (chosen === undefined) return whole.dispatch(request, handler)
      const tell = (result: AttemptResult) => chosen.health.learn(result, mayEject)
      return chosen.pool.dispatch(request, observedHandler(request, handler, tell))
    },
    facts: () => ({
      addresses: order.length,
      ejected: order.filter(({ health }) => health.isEjected()).length,
      unhealthy: order.filter(({ health }) => health.isUnhealthy()).length,
      ejections: order.reduce((sum, { health }) => sum + health.ejections(), 0),
    }),
    async [Symbol.asyncDispose]() {
      isEnded = true
      stop?.()
      take([])
      await Promise.all(closing)
    },
  }
}
