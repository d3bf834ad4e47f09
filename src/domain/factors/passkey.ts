/** A passkey: a WebAuthn credential record of one user (WebAuthn Level 3 section 4, credential record). */
export interface Passkey {
  readonly poolId: string
  /** The owner. */
  readonly sub: string
  /** In base64url, as clients spell it. */
  readonly credentialId: string
  /** The host name that it was made for; it works for no other. */
  readonly relyingPartyId: string
  /** Cognito's name for it, made by itself. */
  readonly name: string
  /** What its owner calls it. */
  readonly label: string | undefined
  /** Which make of authenticator it says that it is, as a UUID; nobody vouches for it. Zeros say nothing. */
  readonly aaguid?: string
  /** A COSE key, as the authenticator wrote it. */
  readonly publicKey: Uint8Array
  /** 0 where the authenticator does not count. */
  readonly signCount: number
  readonly transports: readonly string[]
  readonly attachment: 'platform' | 'cross-platform' | undefined
  /** Whether the provider may copy it to other devices. Never changes. */
  readonly isBackupEligible: boolean
  readonly isBackedUp: boolean
  readonly createdAt: Date
  readonly usedAt: Date | undefined
}
