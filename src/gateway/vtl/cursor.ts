import { VtlSyntaxError } from './vtl-error.ts'

/** A place in a template. Velocity's grammar depends on where one stands, so parsing reads the text itself, not tokens. */
export interface Cursor {
  readonly text: string
  at: number
  /** How deep the constructs around nest; bounded, since the tree is walked recursively. */
  depth: number
  /** Where the text stands in the template, for a text in quotes that is a template itself. */
  readonly within: Surroundings
}

export interface Surroundings {
  readonly template: string
  readonly offset: number
}

const DEEPEST = 100

export function cursorAt(text: string, within: Surroundings = { template: text, offset: 0 }, depth = 0): Cursor {
  return { text, at: 0, depth, within }
}

export function syntaxError(cursor: Cursor, problem: string, at = cursor.at): VtlSyntaxError {
  return new VtlSyntaxError(problem, cursor.within.template, cursor.within.offset + at)
}

/** What the sticky expression matches here; the cursor moves behind it. */
export function take(cursor: Cursor, sticky: RegExp): string | undefined {
  sticky.lastIndex = cursor.at
  const found = sticky.exec(cursor.text)?.[0]
  if (found !== undefined) cursor.at += found.length
  return found
}

export function isAt(cursor: Cursor, text: string): boolean {
  return cursor.text.startsWith(text, cursor.at)
}

export function takeText(cursor: Cursor, text: string): boolean {
  if (!isAt(cursor, text)) return false
  cursor.at += text.length
  return true
}

export function expect(cursor: Cursor, text: string, where: string) {
  if (!takeText(cursor, text)) throw syntaxError(cursor, `expected ${text} ${where}`)
}

export function skipSpace(cursor: Cursor) {
  take(cursor, /\s*/y)
}

export function nested<Result>(cursor: Cursor, parse: () => Result): Result {
  cursor.depth += 1
  if (cursor.depth > DEEPEST) throw syntaxError(cursor, 'nests too deeply')
  const result = parse()
  cursor.depth -= 1
  return result
}
