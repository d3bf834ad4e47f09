import type { Json } from '../column-types.ts'

export interface TemplateStateRow {
  readonly stack: string
  readonly logical_id: string
  readonly record: Json
}
