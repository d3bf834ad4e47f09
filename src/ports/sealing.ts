/** Authenticated encryption of secrets under the installation's data key. */
export interface Sealing {
  /** `context` says what and where the secret is; it must be the same when opening. */
  seal(plaintext: Uint8Array, context: string): string
  /** Undefined for anything that was not sealed by this installation under this context. */
  open(sealed: string, context: string): Uint8Array | undefined
  /** A 32-byte key for one purpose, the same on every node and after every restart. */
  keyFor(purpose: string): Uint8Array
}
