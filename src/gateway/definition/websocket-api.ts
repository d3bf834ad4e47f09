import type { ApiExtras } from './api-extras.ts'
import type { IdentitySource } from './authorizer.ts'
import type { SelectionExpression } from './selection-expression.ts'
import type { Throttle } from './throttle.ts'
import type { WebSocketIntegration } from './websocket-integration.ts'

/** The compiled model of a WebSocket API. */
export interface WebSocketApiDefinition {
  readonly apiId: string
  readonly name: string
  readonly logicalId: string
  readonly region: string
  readonly accountId: string
  /** What of a message is the key of its route. */
  readonly routeSelection: SelectionExpression
  readonly stages: ReadonlyMap<string, WebSocketStage>
  readonly disablesDefaultEndpoint: boolean
}

export interface WebSocketStage {
  readonly name: string
  readonly variables: Readonly<Record<string, string>>
  /** By key; `$connect`, `$disconnect` and `$default` among them. */
  readonly routes: ReadonlyMap<string, WebSocketRoute>
  /** In lower case: some route fills them from the context, so that backends trust them on all routes. */
  readonly vouchedHeaders: ReadonlySet<string>
  /** Those of the stage, else of its API; of backends only. */
  readonly extras: ApiExtras
}

export interface WebSocketRoute {
  readonly key: string
  readonly integration: WebSocketIntegration
  /** The integration's answer is sent to the client. */
  readonly isTwoWay: boolean
  /** `$connect` only. */
  readonly authorizer: WebSocketAuthorizer | undefined
  readonly throttle: Throttle | undefined
}

/** A `REQUEST` Lambda authorizer, asked once for each connection. */
export interface WebSocketAuthorizer {
  readonly functionArn: string
  /** All of them must be there. */
  readonly identitySources: readonly IdentitySource[]
}
