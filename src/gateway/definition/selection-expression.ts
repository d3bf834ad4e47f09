import type { JsonPath } from '../json-path/json-path.ts'

/** WebSocket APIs: what a message or a response says of the key that is to be chosen; its parts are joined. */
export type SelectionExpression = readonly SelectionPart[]

export type SelectionPart =
  | { readonly from: 'literal'; readonly text: string }
  | { readonly from: 'body'; readonly path: JsonPath }
  | { readonly from: 'response-status' }
  | { readonly from: 'response-header' | 'response-multi-value-header'; readonly name: string }
