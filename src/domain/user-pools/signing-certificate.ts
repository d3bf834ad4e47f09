import type { KeyObject } from 'node:crypto'

/** What a pool signs SAML requests with, and the certificate by which identity providers know it. */
export interface SigningCertificate {
  readonly poolId: string
  readonly privateKey: KeyObject
  /** X.509 in DER, self-signed. */
  readonly certificate: Uint8Array
  readonly createdAt: Date
}
