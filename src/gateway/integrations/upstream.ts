import type { Dispatcher } from 'undici'
import type { AddressChecks } from '../definition/address-checks.ts'
import type { CircuitBreakerSettings } from '../definition/circuit-breaker.ts'
import type { AddressFacts } from './addresses/balanced-addresses.ts'
import type { CircuitBreaker } from './circuit-breaker.ts'
import type { RetryBudget } from './retry-budget.ts'
import type { SlowClients } from '../exchange/slow-clients.ts'

/** A backend: its connections, and what is known of its health. */
export interface Upstream {
  /** Its connections stay for as long as this is under way, whatever becomes of the definition that named it. */
  readonly use: <T>(send: (pool: Pick<Dispatcher, 'dispatch'>) => Promise<T>, checks?: AddressChecks) => Promise<T>
  readonly budget: RetryBudget
  readonly slowClients: SlowClients
  /** Stages that ask for the same share one. */
  readonly breakerFor: (settings: CircuitBreakerSettings) => CircuitBreaker
}

export interface OwnedUpstream extends Upstream {
  /** Closes its connections once nothing is under way on them. */
  readonly retire: () => Promise<void>
  /** Undefined where nobody checks. */
  readonly facts: () => AddressFacts | undefined
}
