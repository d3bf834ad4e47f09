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
  readonly disablesDefaultEndpoint: boolean
}

export type ApiKind = 'REST' | 'HTTP'

export interface StageDefinition {
  readonly name: string
  readonly variables: Readonly<Record<string, string>>
  readonly routes: readonly RouteDefinition[]
}

export interface RouteDefinition {
  /** REST: the resource's id. HTTP: the route key. */
  readonly id: string
  /** `ANY`, or one method in capitals. */
  readonly method: string
  /** `/notes/{id}`, `/files/{path+}`, or `$default` (HTTP APIs only). */
  readonly path: string
  readonly authorization: RouteAuthorization
  readonly integration: IntegrationDefinition
}

export type RouteAuthorization =
  | { readonly kind: 'none' }
  | { readonly kind: 'authorizer'; readonly authorizer: AuthorizerDefinition; readonly scopes: readonly string[] }

export type AuthorizerDefinition = CognitoUserPoolsAuthorizer | JwtAuthorizer

export interface CognitoUserPoolsAuthorizer {
  readonly kind: 'cognito-user-pools'
  readonly id: string
  /** The `iss` of each listed pool. */
  readonly issuers: readonly string[]
  /** The one header that carries the token. */
  readonly header: string
  /** Matched against `aud`, in full. */
  readonly validationExpression: RegExp | undefined
  readonly ttlSeconds: number
}

export interface JwtAuthorizer {
  readonly kind: 'jwt'
  readonly id: string
  readonly issuer: string
  readonly audiences: readonly string[]
  readonly identitySource: { readonly in: 'header' | 'querystring'; readonly name: string }
}

export type IntegrationDefinition = LambdaProxyIntegration | HttpProxyIntegration | MockIntegration

export interface LambdaProxyIntegration {
  readonly kind: 'lambda-proxy'
  readonly functionArn: string
  readonly payloadFormat: '1.0' | '2.0'
  readonly timeoutMilliseconds: number
}

export interface HttpProxyIntegration {
  readonly kind: 'http-proxy'
  /** May hold `{name}` of path parameters. */
  readonly uri: string
  /** `ANY` passes the caller's method on. */
  readonly method: string
  readonly mappings: readonly ParameterMapping[]
  readonly timeoutMilliseconds: number
}

export interface MockIntegration {
  readonly kind: 'mock'
  readonly status: number
  readonly headers: readonly (readonly [string, string])[]
  readonly body: string
}

export interface ParameterMapping {
  readonly action: 'append' | 'overwrite' | 'remove'
  readonly target: 'header' | 'querystring' | 'path'
  /** Empty where the target is the whole path (`overwrite:path`). */
  readonly name: string
  /** Parts to join; empty for `remove`. */
  readonly value: readonly MappingPart[]
}

export type MappingPart =
  | { readonly from: 'literal'; readonly text: string }
  | { readonly from: 'header' | 'querystring' | 'path' | 'context'; readonly name: string }
  | { readonly from: 'whole-path' }

export interface CorsConfiguration {
  readonly allowOrigins: readonly string[]
  readonly allowMethods: readonly string[]
  readonly allowHeaders: readonly string[]
  readonly exposeHeaders: readonly string[]
  readonly maxAgeSeconds: number | undefined
  readonly allowCredentials: boolean
}

export interface GatewayResponseOverride {
  readonly status: number | undefined
  readonly headers: readonly (readonly [name: string, value: readonly MappingPart[]])[]
  /** By content type; `$context.…`, `$stageVariables.…` and `$method.request.…` are substituted, no VTL. */
  readonly templates: ReadonlyMap<string, string>
}
