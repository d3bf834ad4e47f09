export interface ParameterMapping {
  readonly action: 'append' | 'overwrite' | 'remove'
  readonly target: 'header' | 'querystring' | 'path'
  /** Empty where the target is the whole path (`overwrite:path`). */
  readonly name: string
  /** Parts to join; empty for `remove`. */
  readonly value: readonly MappingPart[]
}

export type MappingPart =
  | { readonly from: 'literal'; readonly text: string }
  | { readonly from: 'header' | 'querystring' | 'path' | 'context'; readonly name: string }
  /** REST: all values, of which a header makes one by commas and a query string as many as there are. */
  | { readonly from: 'multi-value-header' | 'multi-value-querystring'; readonly name: string }
  | { readonly from: 'whole-path' }
