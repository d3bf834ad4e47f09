export type CodePurpose =
  | 'sign-up'
  | 'forgot-password'
  | 'verify-email'
  | 'verify-phone_number'
  | 'mfa'
  | 'one-time-password'

/** A code that was sent. At most one lives per pool, subject and purpose: a new one replaces the older. */
export interface VerificationCode {
  readonly poolId: string
  /** The user's `sub`; for codes of a sign-in, that sign-in's own id. */
  readonly subject: string
  readonly purpose: CodePurpose
  /** Keyed hash, never the code. */
  readonly codeHash: string
  readonly attribute: 'email' | 'phone_number'
  readonly destination: string
  readonly createdAt: Date
  readonly expiresAt: Date
  readonly failures: number
}
