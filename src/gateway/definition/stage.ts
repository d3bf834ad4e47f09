import type { AccessLog } from './access-log.ts'
import type { ApiExtras } from './api-extras.ts'
import type { RouteDefinition } from './route.ts'

export interface StageDefinition {
  readonly name: string
  readonly variables: Readonly<Record<string, string>>
  readonly routes: readonly RouteDefinition[]
  /** REST only: what a part of the requests finds instead. */
  readonly canary: CanaryDefinition | undefined
  /** It is what a canary's part of the requests finds. */
  readonly isCanary?: boolean
  /** Those of the stage, else of its API. */
  readonly extras: ApiExtras
  readonly accessLog: AccessLog | undefined
  /** REST only: its answers are kept in a cache of that name and size. */
  readonly cache?: StageCache | undefined
  /** REST only, where the definition says so: AWS's switch for X-Ray. */
  readonly isTracingEnabled: boolean | undefined
  /** REST only: as the definition names it. */
  readonly deploymentId: string | undefined
}

/** Of two stages of one API with the same name what one keeps is found by the other. */
export interface StageCache {
  readonly name: string
  readonly bytes: number
}

/** The same stage with other variables. */
export interface CanaryDefinition {
  readonly percentTraffic: number
  readonly variables: Readonly<Record<string, string>>
  readonly routes: readonly RouteDefinition[]
  readonly cache?: StageCache | undefined
}
