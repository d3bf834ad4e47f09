import type { PoolDomain } from '../flows/user-pools/domain-request.ts'
import type { Parameters } from '../http/url-encoded.ts'

export interface LogoutDestination {
  readonly kind: 'destination'
  readonly location: string
}

export interface LogoutRequest {
  readonly domain: PoolDomain
  readonly query: string
  readonly parameters: Parameters
  /** The browser's session, if it brought one. */
  readonly cookie: string | undefined
}
