import type { JsonPath } from '../json-path/json-path.ts'

export interface ParameterMapping {
  readonly action: 'append' | 'overwrite' | 'remove'
  readonly target: 'header' | 'querystring' | 'path'
  /** Empty where the target is the whole path (`overwrite:path`). */
  readonly name: string
  /** Parts to join; empty for `remove`. */
  readonly value: readonly PayloadMappingPart[]
}

/** HTTP APIs: what becomes of an answer, by the status that the backend gave it. */
export type ResponseParameterMappings = ReadonlyMap<number, readonly ResponseParameterMapping[]>

export interface ResponseParameterMapping {
  readonly action: 'append' | 'overwrite' | 'remove'
  readonly target: 'header' | 'status'
  /** Empty for the status. */
  readonly name: string
  readonly value: readonly PayloadMappingPart[]
}

export type MappingPart =
  | { readonly from: 'literal'; readonly text: string }
  | { readonly from: 'header' | 'querystring' | 'path' | 'context'; readonly name: string }
  /** REST: all values, of which a header makes one by commas and a query string as many as there are. */
  | { readonly from: 'multi-value-header' | 'multi-value-querystring'; readonly name: string }
  | { readonly from: 'whole-path' }
  /** Gateway responses, which all stages share. */
  | { readonly from: 'stage-variable'; readonly name: string }

/** What is read of the request's body too, or of the integration's response, whichever is mapped. */
export type PayloadMappingPart =
  | MappingPart
  | { readonly from: 'response-header'; readonly name: string }
  /** Undefined for the whole. */
  | { readonly from: 'body'; readonly path: JsonPath | undefined }
