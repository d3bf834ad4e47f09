import type { PasswordHashingAlgorithmType, UserStatusType } from '../../contract/shapes.gen.ts'

export type PasswordCredential =
  | { readonly kind: 'srp'; readonly salt: Uint8Array; readonly verifier: Uint8Array }
  | { readonly kind: 'argon2id'; readonly phc: string }
  /** A hash of another system, until its owner signs in. */
  | { readonly kind: 'imported'; readonly algorithm: PasswordHashingAlgorithmType; readonly hash: string }

/** How new passwords are kept. */
export type PasswordKind = Exclude<PasswordCredential['kind'], 'imported'>

export type MfaFactor = 'SMS_MFA' | 'SOFTWARE_TOKEN_MFA' | 'EMAIL_OTP'

export interface User {
  readonly poolId: string
  readonly sub: string
  /** The real username: equals `sub` where the pool signs in by email or phone number. */
  readonly username: string
  readonly status: UserStatusType
  readonly enabled: boolean
  /** Every attribute but `sub`, as strings, in the order written; booleans are "true" or "false". */
  readonly attributes: Readonly<Record<string, string>>
  /** New email or phone number that awaits its code (AttributesRequireVerificationBeforeUpdate). */
  readonly pendingAttributes: Readonly<Record<string, string>>
  readonly password: PasswordCredential | undefined
  readonly passwordSetAt: Date | undefined
  /** Earlier credentials, newest first, as far as PasswordHistorySize asks for them. */
  readonly passwordHistory: readonly PasswordCredential[]
  readonly mfaFactors: readonly MfaFactor[]
  readonly preferredMfaFactor: MfaFactor | undefined
  /** Passkeys of this user count as both factors, where the pool offers that. */
  readonly hasPasskeyMfa?: true
  readonly createdAt: Date
  readonly updatedAt: Date
  readonly version: number
}

/** One way to name a user when signing in. `key` is canonical: case-folded where the pool ignores case. */
export interface UserAlias {
  /** Usernames and preferred usernames share one namespace. */
  readonly namespace: 'username' | 'email' | 'phone_number' | 'identity'
  readonly key: string
}
