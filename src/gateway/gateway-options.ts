import type { AwsCredentials } from '../ports/aws-credentials.ts'
import type { Clock } from '../ports/clock.ts'
import type { ConnectionRelay } from '../ports/connection-relay.ts'
import type { FunctionRunner, FunctionStreams } from '../ports/functions.ts'
import type { Log } from '../ports/log.ts'
import type { FindLogSink } from '../ports/log-sink.ts'
import type { Random } from '../ports/random.ts'
import type { RequestSigners } from '../ports/request-signers.ts'
import type { Tracer } from '../ports/tracer.ts'
import type { readAuthorizerAnswer } from './authorizers/lambda/authorizer-answer.ts'
import type { Revocations } from './authorizers/revocations.ts'
import type { GatewayDefinition } from './definition/gateway.ts'
import type { AccountThrottle } from './definition/throttle.ts'
import type { UnplacedRequest } from './exchange/unplaced-request.ts'
import type { StreamPace } from './integrations/streaming/stream-pace.ts'
import type { UpstreamOptions } from './integrations/upstreams.ts'
import type { KeySource } from './keys/key-source.ts'
import type { Observed } from './observed.ts'
import type { ArrivalLimits } from './request/request-body.ts'
import type { guardRequest } from './request/request-guard.ts'
import type { QuotaStore } from './throttling/quota-lease.ts'
import type { WebSocketLimits } from './websocket/limits.ts'
import type { AuthenticateConnections } from './websocket/manage-connection.ts'

/** What a gateway runs with. */
export interface GatewayOptions {
  readonly definition: GatewayDefinition
  readonly keySource: KeySource
  readonly functions: FunctionRunner & FunctionStreams
  readonly clock: Clock
  readonly random: Random
  readonly log: Pick<Log, 'info' | 'error' | 'isHeard'>
  readonly revocations?: Revocations
  /** Where the access logs of stages go, by their ARNs; nowhere without it. */
  readonly findLogSink?: FindLogSink
  /** Told of each request of a stage, and of each event of a connection, when it ended. */
  readonly observe?: ((observed: Observed) => void) | undefined
  /** Told of each request that led to no stage, or was not safe to read. */
  readonly observeUnplaced?: ((unplaced: UnplacedRequest) => void) | undefined
  /** Spans of requests go there; without it nothing is traced. */
  readonly tracer?: Tracer | undefined
  /** As whom services of AWS are called; without it they are not. */
  readonly awsCredentials?: AwsCredentials | undefined
  /** For the answers that stages keep, all together; 64 unless given. */
  readonly responseCacheMegabytes?: number | undefined
  /** Whose signatures count on routes under AWS_IAM; without it nobody's. */
  readonly signers?: RequestSigners
  /** Headers that backends trust besides the known ones; stripped from every request. */
  readonly identityHeaders?: readonly string[]
  /** `apiId/routeId` of routes whose GET, HEAD, DELETE or OPTIONS may carry a body. */
  readonly bodyOnAnyMethod?: readonly string[]
  readonly upstreams?: UpstreamOptions
  readonly arrivalLimits?: ArrivalLimits
  /** Of bodies that are read whole, all together; beyond it only small ones are. 256 MB unless given. */
  readonly heldBodyBytes?: number
  /** How large a body is that mappings and models read; 256 unless given. */
  readonly mappedJsonKilobytes?: number
  /** Of streamed responses; API Gateway's own unless given. */
  readonly streamPace?: StreamPace
  /** How many processes share the traffic: each lets its part of every limit through. */
  readonly processes?: number
  /** Where the uses of quotas are kept, for all processes together; without it each counts its part, until it ends. */
  readonly quotaStore?: QuotaStore | undefined
  /** For all APIs together; AWS's own unless given. */
  readonly accountThrottle?: AccountThrottle
  /** Who may call `@connections`; absent: nobody. */
  readonly authenticateConnections?: AuthenticateConnections
  readonly webSocketLimits?: WebSocketLimits
  /** To connections that other processes hold. */
  readonly connectionRelay?: ConnectionRelay | undefined
  /** Refusals may be explained to whoever asks. */
  readonly isDevelopment?: boolean
  /** Exists for the tests that prove their harness sees what a missing guard would let through. */
  readonly guard?: typeof guardRequest
  /** The same of what a hostile function answers. */
  readonly readAuthorizerAnswer?: typeof readAuthorizerAnswer
}
