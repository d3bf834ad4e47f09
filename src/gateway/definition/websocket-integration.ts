import type { VtlTemplate } from '../vtl/syntax-tree.ts'
import type { HttpEndpoint, MappedEndpoint, RequestMapping } from './mapped-integration.ts'
import type { ResponseMapping, RestParameterMapping } from './mapped-integration.ts'
import type { SelectionExpression } from './selection-expression.ts'

export type WebSocketIntegration = WebSocketFunction | WebSocketHttpProxy | WebSocketMapping

/** AWS_PROXY: the function gets the event. */
export interface WebSocketFunction {
  readonly kind: 'function'
  readonly functionArn: string
  /** Messages are base64, and told as such. */
  readonly decodesMessages: boolean
  readonly timeoutMilliseconds: number
}

/** HTTP_PROXY: the backend gets the message, and at `$connect` the handshake's headers and query. */
export interface WebSocketHttpProxy extends Omit<HttpEndpoint, 'kind'> {
  readonly kind: 'http-proxy'
  readonly decodesMessages: boolean
  readonly parameters: readonly RestParameterMapping[]
  readonly timeoutMilliseconds: number
}

/** HTTP, AWS and MOCK: templates make what the backend gets, and what clients get. */
export interface WebSocketMapping {
  readonly kind: 'mapped'
  readonly endpoint: MappedEndpoint
  readonly request: RequestMapping & SelectedTemplates
  /** The first whose pattern matches counts; without any, answers go on as they are. */
  readonly responses: readonly WebSocketResponseMapping[]
  readonly timeoutMilliseconds: number
}

export type WebSocketResponseMapping = Omit<ResponseMapping, 'status'> & SelectedTemplates

export interface SelectedTemplates {
  /** By keys of the author's own. */
  readonly templates: ReadonlyMap<string, VtlTemplate>
  /** Which of them; undefined for the one that is meant where nobody chooses. */
  readonly templateSelection: SelectionExpression | undefined
}
