import type { IdentitySource } from './authorizer.ts'
import type { Throttle } from './throttle.ts'

/** The compiled model of a WebSocket API. */
export interface WebSocketApiDefinition {
  readonly apiId: string
  readonly name: string
  readonly logicalId: string
  readonly region: string
  readonly accountId: string
  /** Members of a message's JSON, from the outside in, that lead to the key of its route. */
  readonly routeSelection: readonly string[]
  readonly stages: ReadonlyMap<string, WebSocketStage>
  readonly disablesDefaultEndpoint: boolean
}

export interface WebSocketStage {
  readonly name: string
  readonly variables: Readonly<Record<string, string>>
  /** By key; `$connect`, `$disconnect` and `$default` among them. */
  readonly routes: ReadonlyMap<string, WebSocketRoute>
}

export interface WebSocketRoute {
  readonly key: string
  readonly functionArn: string
  readonly timeoutMilliseconds: number
  /** The function's answer is sent to the client. */
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
