import type { ConvertedBody } from '../../mapping/content-conversion.ts'
import type { HeaderList } from '../../../http/header-list.ts'
import type { RequestQuery } from '../../request/request-query.ts'
import type { IntegrationFailure } from '../integration-failure.ts'

/** The integration request: all that the endpoint gets. */
export interface EndpointRequest {
  readonly headers: HeaderList
  readonly query: RequestQuery['pairs']
  /** Spelled for a URL. */
  readonly pathValues: ReadonlyMap<string, string>
  readonly body: ConvertedBody
}

/** The integration response. */
export interface EndpointResponse {
  /** What selection patterns are matched with: the status, or a function's error message. */
  readonly selector: string
  readonly headers: HeaderList
  readonly body: Buffer
}

export type EndpointOutcome = { readonly kind: 'response'; readonly response: EndpointResponse } | IntegrationFailure
