import type { AuthorizerDefinition } from './authorizer.ts'
import type { IntegrationDefinition } from './integration.ts'
import type { ResponseCaching } from './response-caching.ts'
import type { RequestValidation } from './request-validation.ts'
import type { Throttle } from './throttle.ts'

export interface RouteDefinition {
  /** REST: the resource's id. HTTP: the route key. */
  readonly id: string
  /** `ANY`, or one method in capitals. */
  readonly method: string
  /** `/notes/{id}`, `/files/{path+}`, or `$default` (HTTP APIs only). */
  readonly path: string
  readonly authorization: RouteAuthorization
  /** REST APIs only: the caller needs a key of a usage plan for this stage. */
  readonly isApiKeyRequired: boolean
  /** The stage's limit for this route, apart from those of the caller's plan. */
  readonly throttle: Throttle | undefined
  /** It is counted apart from the rest of its stage. */
  readonly hasDetailedMetrics: boolean
  /** REST only: its answers are kept. */
  readonly caching?: ResponseCaching | undefined
  /** REST only. */
  readonly validation?: RequestValidation | undefined
  readonly integration: IntegrationDefinition
}

export type RouteAuthorization =
  | { readonly kind: 'none' }
  | { readonly kind: 'authorizer'; readonly authorizer: AuthorizerDefinition; readonly scopes: readonly string[] }
