import type { IntegrationDefinition } from '../definition/integration.ts'
import type { RouteAuthorization } from '../definition/route.ts'
import type { CacheKey } from './rest/cache-key.ts'
import type { RequestValidation } from '../definition/request-validation.ts'
import type { CompileContext } from './compile-context.ts'
import type { TemplateNode } from './template-node.ts'

/** A route as either spelling of a template declares it, to be compiled once for each stage. */
export interface RouteDeclaration {
  readonly node: TemplateNode
  readonly id: string
  readonly method: string
  readonly path: string
  readonly isApiKeyRequired: boolean
  readonly authorization: (context: CompileContext) => RouteAuthorization
  /** REST only. */
  readonly cacheKey?: CacheKey
  /** REST only. */
  readonly validation?: RequestValidation | undefined
  readonly integration: (context: CompileContext) => IntegrationDefinition
}
