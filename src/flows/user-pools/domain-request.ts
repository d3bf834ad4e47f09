import type { RequestFacts } from '../../domain/request-facts.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { HttpHeaders, HttpResponse } from '../../http/message.ts'
import type { Ports } from '../../ports/ports.ts'

/** Where a pool's OAuth endpoints and sign-in pages answer. */
export interface PoolDomain {
  readonly pool: UserPool
  /** What every path of the domain follows, without a slash at its end. From configuration, never from a request. */
  readonly baseUrl: string
  /** 1 is the classic hosted UI, 2 managed login, to which `prompt` and `lang` belong. */
  readonly managedLoginVersion: 1 | 2
}

/** A request to a pool's domain, its body wholly read. */
export interface DomainRequest {
  readonly domain: PoolDomain
  readonly method: string
  /** What follows the path of `baseUrl`, as received: `/oauth2/token`. */
  readonly path: string
  /** As received, without its `?`. */
  readonly query: string
  readonly headers: HttpHeaders
  readonly body: Uint8Array
  readonly facts: RequestFacts
  /** Whether pages may tell whoever develops against them more than people need. */
  readonly isDevelopment?: boolean
}

/** One method at one path of a pool's domain. Paths are compared exactly: case counts, as with Cognito. */
export interface DomainRoute {
  readonly method: 'GET' | 'POST'
  readonly path: string
  /** Whether scripts of any origin may call it: the endpoints that take tokens, never pages. */
  readonly isOpenToScripts: boolean
  /** For what a pool has only once it is asked for: elsewhere there is nothing at this method and path. */
  readonly isOffered?: (pool: UserPool) => boolean
  readonly handle: (request: DomainRequest, ports: Ports) => Promise<HttpResponse>
}
