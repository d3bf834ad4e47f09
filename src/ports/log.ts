/** Structured log. Fields must never hold a secret, a code or a token. */
export interface Log {
  debug(fields: object, message: string): void
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
  /** Whether what is said at this level goes anywhere. Where nobody knows, it does. */
  isHeard?(level: 'debug' | 'info'): boolean
}
