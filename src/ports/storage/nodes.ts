/** Where other nodes reach one. */
export interface NodeAddress {
  readonly host: string
  readonly port: number
}

/** A process that holds connections of clients, for as long as it says that it lives. */
export interface NodeRecord extends NodeAddress {
  /** Up to 2^40 - 1. */
  readonly place: number
  readonly expiresAt: Date
}

export interface NodeQueries {
  /** It may have expired. */
  find(place: number): Promise<NodeRecord | undefined>
}

export type NodeWrite =
  /** Says that it lives, once more or for the first time, guarded by `node-place-free`: nobody at another address has its place. */
  | { readonly write: 'announceNode'; readonly node: NodeRecord }
  | { readonly write: 'withdrawNode'; readonly place: number }
