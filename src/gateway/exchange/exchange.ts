import type { CertifiedClient } from '../../crypto/certificates/client-certificate.ts'
import type { Principal } from './principal.ts'
import type { ApiDefinition } from '../definition/api.ts'
import type { StageDefinition } from '../definition/stage.ts'
import type { Phases } from './phases.ts'
import type { RequestTrace } from './request-trace.ts'
import type { CanonicalPath } from '../request/canonical-path.ts'
import type { GuardedRequest } from '../request/request-guard.ts'
import type { RouteMatch } from '../router/route-table.ts'
import type { PlanHolder } from '../definition/usage-plan.ts'

/** One request and what is known of it; each step of the pipeline adds facts and changes none. */
export interface Exchange {
  readonly definition: ApiDefinition
  readonly stage: StageDefinition
  /** Guarded, and stripped of every header that claims an identity. */
  readonly request: GuardedRequest
  /** Undefined for requests to the API's default endpoint. */
  readonly customDomain: CustomDomainFacts | undefined
  readonly client: ClientFacts
  readonly requestId: string
  readonly extendedRequestId: string
  readonly traceId: string
  readonly receivedAt: Date
  readonly phases: Phases
  /** Undefined where nobody traces. */
  readonly trace: RequestTrace | undefined
}

export interface CustomDomainFacts {
  /** With the base path, which `request.path` lacks where it was stripped. */
  readonly path: CanonicalPath
  /** Undefined where the root of the domain was mapped. */
  readonly basePathMatched: string | undefined
}

export interface RoutedExchange extends Exchange {
  readonly match: RouteMatch
  readonly principal: Principal | undefined
  /** Whose API key it carries, where the route asks for one. */
  readonly holder: PlanHolder | undefined
}

/** One event of a WebSocket connection, as mappings see it: it has no method, no route path and no response of HTTP. */
export interface EventExchange {
  /** Of the handshake at `$connect`; empty later. */
  readonly request: Pick<GuardedRequest, 'headers' | 'query' | 'path'>
  readonly stage: Pick<StageDefinition, 'variables'>
  readonly principal: Principal | undefined
  /** `$context.<name>` as text; undefined where this event has no such value. */
  readonly variable: (name: string) => string | undefined
  readonly variableNames: readonly string[]
}

/** What mappings read of. */
export type MappedExchange = RoutedExchange | EventExchange

/** The connection's facts, or what a trusted proxy says of it: the listener decides, by address range (GW-05). */
export interface ClientFacts {
  readonly sourceIp: string
  /** The host that the client asked for, where a trusted proxy says so: the Host field is then between proxy and us. */
  readonly forwardedHost?: string | undefined
  /** Where the client showed a certificate, for the name of this handshake. */
  readonly certified?: CertifiedClient | undefined
  readonly scheme: 'http' | 'https'
  readonly port: number
}
