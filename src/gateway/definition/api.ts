import type { CorsConfiguration } from './cors.ts'
import type { GatewayResponseOverride } from './gateway-response.ts'
import type { Policy } from '../policies/policy.ts'
import type { StageDefinition } from './stage.ts'

/**
 * The compiled model of an API: what the data plane reads, and nothing it would have to interpret. Values are resolved,
 * stage variables are substituted, and whatever is not supported was refused at load, so no step here can fail open.
 */
export interface ApiDefinition {
  readonly apiId: string
  readonly kind: ApiKind
  readonly name: string
  readonly logicalId: string
  readonly region: string
  readonly accountId: string
  /** By name; HTTP APIs may have `$default`, which has no path prefix. */
  readonly stages: ReadonlyMap<string, StageDefinition>
  /** HTTP APIs only: a REST API's preflights are ordinary OPTIONS methods. */
  readonly cors: CorsConfiguration | undefined
  /** REST APIs only, by response type. */
  readonly gatewayResponses: ReadonlyMap<string, GatewayResponseOverride>
  /** REST APIs only. */
  readonly binaryMediaTypes: readonly string[]
  /** REST APIs only: answers from that many bytes on are compressed; undefined where none are. */
  readonly minimumCompressionSize: number | undefined
  readonly disablesDefaultEndpoint: boolean
  /** Told to requests that lead to none of its stages. */
  readonly unmatched: 403 | 404
  /** REST APIs only: how long a streamed response may bring nothing. */
  readonly streamIdleMilliseconds?: number
  /** REST APIs only: who may call at all, besides what the routes' authorizers say. */
  readonly resourcePolicy: Policy | undefined
  /** REST APIs only: a header of the request, or what the Lambda authorizer says. */
  readonly apiKeySource: 'HEADER' | 'AUTHORIZER'
}

export type ApiKind = 'REST' | 'HTTP'
