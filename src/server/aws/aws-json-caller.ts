import type { HttpRequest } from '../../http/message.ts'
import type { SigV4Exception } from '../../domain/sigv4/sigv4-refusal.ts'

/** Who signed a request, as far as it may do what it asks for. */
export interface Caller {
  readonly accessKeyId: string
  /** The region of the credential scope: the request acts there. */
  readonly region: string
}

export type CallerResult =
  | { readonly ok: true; readonly caller: Caller }
  | { readonly ok: false; readonly exception: SigV4Exception | 'AccessDeniedException'; readonly message: string }

/** Asked for every operation that operators sign; public operations never reach it. */
export type Authenticate = (request: HttpRequest, operation: string) => Promise<CallerResult>
