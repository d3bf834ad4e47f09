/** What the service model says of one shape, as far as validation and serialisation need it. */
export type ConstraintShape = StructureShape | ListShape | MapShape | ScalarShape | DocumentShape

export type ScalarShape = StringShape | NumberShape | BlobShape | PlainShape

export interface StructureShape {
  readonly type: 'structure'
  readonly members: Readonly<Record<string, string>>
  readonly required?: readonly string[]
  readonly sensitive?: boolean
}

export interface StringShape extends Bounds {
  readonly type: 'string'
  readonly enum?: readonly string[]
  readonly pattern?: string
}

export interface ListShape extends Bounds {
  readonly type: 'list'
  readonly member: string
}

export interface MapShape extends Bounds {
  readonly type: 'map'
  readonly key: string
  readonly value: string
}

export interface NumberShape extends Bounds {
  readonly type: 'integer' | 'long'
}

export interface BlobShape extends Bounds {
  readonly type: 'blob'
}

interface PlainShape {
  readonly type: 'boolean' | 'timestamp'
  readonly sensitive?: boolean
}

/** Any JSON value. */
interface DocumentShape {
  readonly type: 'document'
  readonly sensitive?: boolean
}

interface Bounds {
  readonly min?: number
  readonly max?: number
  readonly sensitive?: boolean
}
