import { hkdfSync } from 'node:crypto'

/** What both ends of a link are opened with. */
export interface LinkSecurity {
  readonly minVersion: 'TLSv1.3'
  readonly ciphers: string
}

/** Of the protocol on links; a node that speaks another one is not understood, and hears nothing. */
export const linkIdentity = 'sallyport nodes 1'

/** The hash of the cipher is that of the key, SHA-256 (RFC 8446 section 4.2.11). */
export const linkSecurity: LinkSecurity = { minVersion: 'TLSv1.3', ciphers: 'TLS_AES_128_GCM_SHA256' }

/** The key that both ends must have; what it is derived from serves no other purpose by it. */
export function linkKey(secret: Uint8Array): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, new Uint8Array(0), 'sallyport node links', 32))
}
