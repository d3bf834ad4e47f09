/** Where one-time codes come from: randomness, or a fixed number for tests that ask for it in development. */
export interface CodeSource {
  /** Decimal digits, uniformly distributed. */
  newCode(digits: number): string
}
