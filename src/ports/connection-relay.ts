/** What a backend asks of a client's connection. */
export type ConnectionRequest =
  | { readonly kind: 'describe' }
  | { readonly kind: 'send'; readonly data: string | Uint8Array }
  | { readonly kind: 'close' }

export interface ConnectionCall {
  readonly apiId: string
  readonly stageName: string
  readonly connectionId: string
  readonly request: ConnectionRequest
}

export type ConnectionAnswer =
  | { readonly kind: 'done' }
  | {
      readonly kind: 'described'
      readonly connectedAt: string
      readonly lastActiveAt: string
      readonly sourceIp: string
      readonly userAgent: string | undefined
    }
  /** The client reads too slowly for more to wait. */
  | { readonly kind: 'full' }
  /** There is no such connection any more. */
  | { readonly kind: 'gone' }
  /** Whoever holds it did not answer, or is asked too much. */
  | { readonly kind: 'unreachable' }

export type AnswerConnectionCall = (call: ConnectionCall) => ConnectionAnswer

/**
 * Reaches connections that other processes of this installation hold. Each process has a place, which ids of its
 * connections name.
 */
export interface ConnectionRelay {
  /** Up to 2^40 - 1; no two processes that run at the same time have the same. */
  readonly place: number
  /** Never rejects, and answers within seconds. */
  readonly ask: (place: number, call: ConnectionCall) => Promise<ConnectionAnswer>
  /** Says what this process answers to others. */
  readonly serve: (answer: AnswerConnectionCall) => void
}
