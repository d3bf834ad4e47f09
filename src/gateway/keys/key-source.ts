import type { KeyObject } from 'node:crypto'

/**
 * The public keys of token issuers. Keys of one issuer must never be found under another. Undefined means that the
 * issuer has no such key, or that its keys could not be had: the token is refused either way.
 */
export interface KeySource {
  find(issuer: string, kid: string): KeyObject | undefined | Promise<KeyObject | undefined>
  /**
   * These issuers' tokens are about to come, and those of no others: gets what is not there yet, so that no request
   * waits for it. Never rejects; whose keys cannot be had now are tried for again when a token comes.
   */
  prepare?(issuers: ReadonlySet<string>): Promise<void>
}
