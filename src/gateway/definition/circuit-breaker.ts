/** After so many failures in a row nothing is asked of a backend for so long. */
export interface CircuitBreakerSettings {
  readonly failures: number
  readonly seconds: number
}
