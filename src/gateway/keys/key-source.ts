import type { KeyObject } from 'node:crypto'

/**
 * The public keys of token issuers. Keys of one issuer must never be found under another. Undefined means that the
 * issuer has no such key, or that its keys could not be had: the token is refused either way.
 */
export interface KeySource {
  find(issuer: string, kid: string): KeyObject | undefined | Promise<KeyObject | undefined>
}
