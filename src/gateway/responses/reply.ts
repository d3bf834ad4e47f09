import type { HeaderList } from '../request/header-list.ts'

/** An answer whose body is wholly known. */
export interface Reply {
  readonly status: number
  readonly headers: HeaderList
  readonly body: string | Uint8Array
}

export function jsonReply(status: number, body: unknown, headers: HeaderList = []): Reply {
  return { status, headers: [['Content-Type', 'application/json'], ...headers], body: JSON.stringify(body) }
}
