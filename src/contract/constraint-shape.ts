/** What the service model says of one shape, as far as validation needs it. */
export interface ConstraintShape {
  readonly type: 'structure' | 'string' | 'list' | 'map' | 'integer' | 'long' | 'boolean' | 'blob' | 'timestamp'
  readonly members?: Readonly<Record<string, string>>
  readonly required?: readonly string[]
  readonly enum?: readonly string[]
  readonly min?: number
  readonly max?: number
  readonly pattern?: string
  readonly sensitive?: boolean
  readonly member?: string
  readonly key?: string
  readonly value?: string
}
