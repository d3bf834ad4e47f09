/** A private key and its certificate chain, both PEM. */
export interface KeyedCertificate {
  readonly privateKey: string
  readonly certificate: string
}

/** Where TLS takes its certificates from: the local CA in development, files in production. */
export interface Certificates {
  /**
   * Undefined where there is none for that name; the handshake is then refused. The same object comes back for as long
   * as the certificate stays the same, so callers may keep what they derive from it.
   */
  forServerName(name: string): Promise<KeyedCertificate | undefined>
}
