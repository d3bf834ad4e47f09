import type { Cursor } from './cursor.ts'
import type { Block, Expression } from './syntax-tree.ts'

/** The rules that refer to each other in a circle: references hold expressions, expressions hold templates in quotes. */
export interface Grammar {
  readonly expression: (cursor: Cursor) => Expression
  /** What stands in double quotes, which began at `from`, as a template of its own. */
  readonly interpolated: (text: string, cursor: Cursor, from: number) => Block
}
