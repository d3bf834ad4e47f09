import type { Clock } from '../../ports/clock.ts'
import type { GatewaySessionStore } from '../../ports/gateway-sessions.ts'
import type { Log } from '../../ports/log.ts'
import type { Random } from '../../ports/random.ts'
import type { Sealing } from '../../ports/sealing.ts'
import type { TokenVerifier } from '../authorizers/token-verifier.ts'
import type { Fetch } from '../fetch.ts'
import type { Gateway } from '../gateway.ts'
import type { SessionConfiguration } from './session-configuration.ts'

/** What the parts of the session integration work with. */
export interface SessionPorts {
  readonly configuration: SessionConfiguration
  readonly store: GatewaySessionStore
  readonly sealing: Pick<Sealing, 'seal' | 'open'>
  readonly verifier: TokenVerifier
  readonly fetch: Fetch
  readonly gateway: Pick<Gateway, 'handle'>
  readonly clock: Clock
  readonly random: Random
  readonly log: Pick<Log, 'info' | 'error'>
}
