/** Field names in lower case, each with all values in the order received. */
export type HttpHeaders = ReadonlyMap<string, readonly string[]>

/** A request whose body is wholly read. */
export interface HttpRequest {
  readonly method: string
  /** The request target as received: path and query, neither decoded nor normalised. */
  readonly url: string
  readonly headers: HttpHeaders
  readonly body: Uint8Array
  /** The address of the peer, or of the client where a trusted proxy names it. */
  readonly sourceIp: string
}

export interface HttpResponse {
  readonly status: number
  /** A list stands for a repeated field, as `set-cookie` needs. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>
  readonly body: string | Uint8Array
}
