/** Cryptographically secure randomness. */
export interface Random {
  bytes(size: number): Uint8Array
}
