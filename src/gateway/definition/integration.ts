import type { ApiExtras } from './api-extras.ts'
import type { ServiceIntegration } from './aws-action.ts'
import type { MappedIntegration } from './mapped-integration.ts'
import type { PrivateBackend } from './private-backend.ts'
import type { ParameterMapping, ResponseParameterMappings } from './parameter-mapping.ts'

export type IntegrationDefinition =
  | LambdaProxyIntegration
  | HttpProxyIntegration
  | MappedIntegration
  | ServiceIntegration

export type RemappedHeaders = ApiExtras['remapped-headers']

export interface LambdaProxyIntegration {
  readonly kind: 'lambda-proxy'
  readonly functionArn: string
  readonly payloadFormat: '1.0' | '2.0'
  /** Format 2.0: the content type of a result that is a text. */
  readonly textResultType: string
  /** REST: which response headers reach clients as `x-amzn-Remapped-…`. */
  readonly remappedHeaders: RemappedHeaders
  readonly responses: ResponseParameterMappings
  readonly timeoutMilliseconds: number
  /** REST APIs only: the response is sent on while it is made. */
  readonly isStreamed?: boolean
}

export interface HttpProxyIntegration {
  readonly kind: 'http-proxy'
  /** May hold `{name}` of path parameters. */
  readonly uri: string
  /** Where its connections go, where that is not the host of the URI. */
  readonly behind?: PrivateBackend | undefined
  /** `ANY` passes the caller's method on. */
  readonly method: string
  readonly mappings: readonly ParameterMapping[]
  /** REST: which response headers reach clients as `x-amzn-Remapped-…`. */
  readonly remappedHeaders: RemappedHeaders
  readonly responses: ResponseParameterMappings
  readonly timeoutMilliseconds: number
  /** REST APIs only: a response of any length, within the time-out for all of it. */
  readonly isStreamed?: boolean
}
