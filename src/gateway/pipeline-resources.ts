import type { TokenVerifier } from './authorizers/token-verifier.ts'
import type { IntegrationResources } from './integrations/integrate.ts'

/** What the gateway holds for all requests. */
export interface PipelineResources extends IntegrationResources {
  readonly verifier: TokenVerifier
  /** `apiId/routeId` of routes whose GET, HEAD, DELETE or OPTIONS may carry a body. */
  readonly bodyOnAnyMethod: ReadonlySet<string>
}
