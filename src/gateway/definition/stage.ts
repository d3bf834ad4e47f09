import type { RouteDefinition } from './route.ts'

export interface StageDefinition {
  readonly name: string
  readonly variables: Readonly<Record<string, string>>
  readonly routes: readonly RouteDefinition[]
}
