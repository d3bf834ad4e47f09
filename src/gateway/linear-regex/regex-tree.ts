export type RegexNode =
  | { readonly kind: 'characters'; readonly accepts: CharacterTest; readonly literal: number | undefined }
  | { readonly kind: 'sequence'; readonly nodes: readonly RegexNode[] }
  | { readonly kind: 'alternatives'; readonly nodes: readonly RegexNode[] }
  | { readonly kind: 'group'; readonly index: number; readonly node: RegexNode }
  | {
      readonly kind: 'repeat'
      readonly node: RegexNode
      readonly least: number
      readonly most: number
      readonly isLazy: boolean
    }
  | { readonly kind: 'assertion'; readonly assertion: Assertion }

export type CharacterTest = (codePoint: number) => boolean

export type Assertion =
  | 'text-start'
  | 'text-end'
  | 'text-end-or-last-line'
  | 'line-start'
  | 'line-end'
  | 'word'
  | 'no-word'

export interface ParsedRegex {
  readonly node: RegexNode
  readonly groupCount: number
  readonly groupNames: ReadonlyMap<string, number>
}

/** Java's regular expressions and JavaScript's differ in few things that patterns use. */
export type RegexDialect = 'java' | 'ecmascript'

/** The pattern is none, or asks for what cannot be run in linear time. */
export class RegexRefused extends Error {
  constructor(problem: string) {
    super(problem)
    this.name = 'RegexRefused'
  }
}
