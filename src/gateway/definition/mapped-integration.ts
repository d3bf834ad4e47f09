import type { LinearRegex } from '../linear-regex/linear-regex.ts'
import type { HeaderList } from '../../http/header-list.ts'
import type { VtlTemplate } from '../vtl/syntax-tree.ts'
import type { AwsService } from './aws-action.ts'
import type { PayloadMappingPart } from './parameter-mapping.ts'
import type { PrivateBackend } from './private-backend.ts'

/** REST: HTTP, AWS and MOCK, which see only what mappings make of the request, and clients what they make of the answer. */
export interface MappedIntegration {
  readonly kind: 'mapped'
  readonly endpoint: MappedEndpoint
  readonly request: RequestMapping
  /** In the order of the definition; the first whose pattern matches counts. */
  readonly responses: readonly ResponseMapping[]
  readonly timeoutMilliseconds: number
}

export type MappedEndpoint =
  /** The request template says which status was "answered". */
  | { readonly kind: 'mock' }
  | { readonly kind: 'function'; readonly functionArn: string }
  | HttpEndpoint
  | AwsServiceEndpoint

/** The URI may hold `{name}` of mapped path parameters; `ANY` passes the caller's method on. */
export interface HttpEndpoint {
  readonly kind: 'http'
  readonly uri: string
  /** Where its connections go, where that is not the host of the URI. */
  readonly behind?: PrivateBackend | undefined
  readonly method: string
}

/** Path and query may hold `{name}` of mapped path parameters. */
export interface AwsServiceEndpoint {
  readonly kind: 'aws-service'
  readonly service: AwsService
  readonly method: string
  readonly path: string
  readonly query: string
  /** Of its action. */
  readonly headers: HeaderList
}

export interface RequestMapping {
  readonly parameters: readonly RestParameterMapping[]
  /** By media type, in lower case and without parameters. */
  readonly templates: ReadonlyMap<string, VtlTemplate>
  readonly passthrough: PassthroughBehavior
  readonly contentHandling: ContentHandling | undefined
}

export interface ResponseMapping {
  /** Undefined for the default response. */
  readonly pattern: LinearRegex | undefined
  readonly status: number
  readonly parameters: readonly RestParameterMapping[]
  readonly templates: ReadonlyMap<string, VtlTemplate>
  readonly contentHandling: ContentHandling | undefined
}

/** What becomes of a body that no template is for. */
export type PassthroughBehavior = 'WHEN_NO_MATCH' | 'WHEN_NO_TEMPLATES' | 'NEVER'

export type ContentHandling = 'CONVERT_TO_BINARY' | 'CONVERT_TO_TEXT'

export interface RestParameterMapping {
  readonly target: 'header' | 'querystring' | 'path'
  readonly name: string
  readonly source: RestMappingSource
}

export type RestMappingSource =
  | PayloadMappingPart
  /** Headers of the integration's response. */
  | { readonly from: 'response-multi-value-header'; readonly name: string }
