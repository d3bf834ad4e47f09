import type { Json, JsonObject } from '../json.ts'
import type { Path, Source } from '../template-error.ts'

/** A value after its functions ran; undefined is `AWS::NoValue`, which removes the key or item that holds it. */
export type Evaluated = Json | undefined

/** What the functions of one template can see. */
export interface Scope {
  readonly source: Source
  readonly mappings: JsonObject
  readonly region: string
  readonly evaluate: (value: Json, path: Path) => Evaluated
  /** The truth of `Fn::And`, `Fn::Equals`, `{ Condition: … }` and their like. */
  readonly decide: (value: Json, path: Path) => boolean
  readonly condition: (name: string, path: Path) => boolean
  /** What the parameters say of something that is kept at AWS, an export of another stack for example. */
  readonly elsewhere: (name: string) => string | undefined
  readonly ref: (name: string, path: Path) => Evaluated
  readonly attribute: (logicalId: string, attribute: string, path: Path) => Json
  /** The text of a file beside the template, for `AWS::Include`. */
  readonly readFile: (location: string, path: Path) => string
  /** Tells that what stands at `path` comes from there. */
  readonly include: (path: Path, source: Pick<Source, 'placeOf'>) => void
}

export type Intrinsic = (argument: Json, path: Path, scope: Scope) => Evaluated

export type ConditionIntrinsic = (argument: Json, path: Path, scope: Scope) => boolean
