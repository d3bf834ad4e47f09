/** An authorization request that waits for what an identity provider says. */
export interface PendingSignIn {
  readonly poolId: string
  /** SHA-256 (base64url) of the `state`, or `RelayState`, that goes to the provider and comes back. */
  readonly stateHash: string
  /** SHA-256 (base64url) of what the browser keeps in a cookie meanwhile. */
  readonly browserHash: string
  readonly providerName: string
  /** The authorization request as it came: it is read again when the provider has answered. */
  readonly query: string
  /** What the protocol must know again then: a nonce, a verifier, the id of a request. */
  readonly memory: Readonly<Record<string, string>>
  readonly expiresAt: Date
}
