import type { HeaderList } from '../../http/header-list.ts'

/** An answer whose body is wholly known. */
export interface Reply {
  readonly status: number
  readonly headers: HeaderList
  readonly body: string | Uint8Array
  /** What the gateway says went wrong, where it is the one that speaks: `$context.error.*` of an access log. */
  readonly error?: {
    readonly message: string | null
    readonly responseType?: string
    readonly validationError?: string
  }
}

export function jsonReply(status: number, body: unknown, headers: HeaderList = []): Reply {
  return { status, headers: [['Content-Type', 'application/json'], ...headers], body: JSON.stringify(body) }
}

/** Whether an answer of this status has no body, whatever its head says (RFC 9112 section 6.3). */
export function isBodiless(status: number): boolean {
  return status === 204 || status === 304
}
