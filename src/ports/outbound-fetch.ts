/**
 * Requests to addresses that administrators of a pool name: discovery, keys, tokens, metadata. Must refuse what leads
 * into the operator's own network unless the operator allows it, whatever name or redirect it hides behind; must bound
 * time and size (GW-07). Rejects with an `OutboundFault`.
 */
export type OutboundFetch = (url: string, init?: OutboundInit) => Promise<Response>

export interface OutboundInit {
  readonly method?: 'GET' | 'POST'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** `error` refuses them; a POST, which may carry a secret, never follows one. */
  readonly redirect?: 'follow' | 'error'
}

export type OutboundFaultReason = 'refused' | 'timeout' | 'connection' | 'too-large' | 'too-many-redirects'

export class OutboundFault extends Error {
  readonly reason: OutboundFaultReason

  constructor(reason: OutboundFaultReason, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'OutboundFault'
    this.reason = reason
  }
}
