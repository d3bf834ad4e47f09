import type { MappingPart } from './parameter-mapping.ts'

export interface GatewayResponseOverride {
  readonly status: number | undefined
  readonly headers: readonly (readonly [name: string, value: readonly MappingPart[]])[]
  /** By content type; `$context.…`, `$stageVariables.…` and `$method.request.…` are substituted, no VTL. */
  readonly templates: ReadonlyMap<string, string>
}
