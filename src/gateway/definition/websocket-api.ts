import type { AccessLog } from './access-log.ts'
import type { ApiExtras } from './api-extras.ts'
import type { IamAuthorizer, IdentitySource } from './authorizer.ts'
import type { BodyValidator, RequiredParameter } from './request-validation.ts'
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
  /** Where API keys travel: a header of the handshake, or what the Lambda authorizer says. */
  readonly apiKeySource: 'HEADER' | 'AUTHORIZER'
}

export interface WebSocketStage {
  readonly name: string
  readonly variables: Readonly<Record<string, string>>
  /** By key; `$connect`, `$disconnect` and `$default` among them. */
  readonly routes: ReadonlyMap<string, WebSocketRoute>
  /** In lower case: some route fills them from the context, so that backends trust them on all routes. */
  readonly vouchedHeaders: ReadonlySet<string>
  readonly accessLog: AccessLog | undefined
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
  readonly isApiKeyRequired: boolean
  readonly throttle: Throttle | undefined
  /** It is counted apart from the rest of its stage. */
  readonly hasDetailedMetrics: boolean
  readonly validation: WebSocketValidation | undefined
}

/** What is asked of an event before its integration. */
export interface WebSocketValidation {
  /** Of the handshake. */
  readonly requiredParameters: readonly RequiredParameter[]
  /** Undefined where messages are not looked at. */
  readonly models: SelectedModels | undefined
}

export interface SelectedModels {
  readonly selection: SelectionExpression
  /** By keys of the author's own; `$default` stands for all others. A message that none is for is bad. */
  readonly byKey: ReadonlyMap<string, BodyValidator>
}

export type WebSocketAuthorizer = WebSocketFunctionAuthorizer | IamAuthorizer

/** A `REQUEST` Lambda authorizer, asked once for each connection. */
export interface WebSocketFunctionAuthorizer {
  readonly kind: 'lambda'
  readonly functionArn: string
  /** All of them must be there. */
  readonly identitySources: readonly IdentitySource[]
}
