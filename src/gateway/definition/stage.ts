import type { AccessLog } from './access-log.ts'
import type { ApiExtras } from './api-extras.ts'
import type { RouteDefinition } from './route.ts'

export interface StageDefinition {
  readonly name: string
  readonly variables: Readonly<Record<string, string>>
  readonly routes: readonly RouteDefinition[]
  /** Those of the stage, else of its API. */
  readonly extras: ApiExtras
  readonly accessLog: AccessLog | undefined
}
