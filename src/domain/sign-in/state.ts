import type { MfaFactor } from '../user.ts'

/** What has been shown so far. `device` is no factor of its own: it stands in for one where the pool allows it. */
export type Proof = 'pwd' | 'sms' | 'otp' | 'email_otp' | 'device'

/** The server's half of an SRP exchange between its two steps; all three in base64url. */
export interface SrpExchange {
  readonly clientPublic: string
  readonly publicValue: string
  readonly serverSecret: string
}

/** The question that waits for its answer, with what only we need to know to judge it. */
export type Challenge =
  | { readonly name: 'PASSWORD_VERIFIER'; readonly srp: SrpExchange }
  | { readonly name: 'NEW_PASSWORD_REQUIRED' }
  | { readonly name: 'SELECT_MFA_TYPE'; readonly choices: readonly MfaFactor[] }
  | { readonly name: 'SMS_MFA' }
  | { readonly name: 'SOFTWARE_TOKEN_MFA' }
  /** `newAddress` is the address that becomes the user's, and the factor its, with the right code. */
  | { readonly name: 'EMAIL_OTP'; readonly newAddress?: string }
  | { readonly name: 'MFA_SETUP'; readonly choices: readonly MfaFactor[]; readonly isSoftwareTokenVerified: boolean }
  | { readonly name: 'DEVICE_SRP_AUTH' }
  | { readonly name: 'DEVICE_PASSWORD_VERIFIER'; readonly srp: SrpExchange }

export type ChallengeName = Challenge['name']
export type ChallengeOf<Name extends ChallengeName> = Extract<Challenge, { readonly name: Name }>

/** A sign-in on its way, before its first proof and between any two. */
export interface SignInProgress {
  readonly poolId: string
  readonly clientId: string
  /** As the person wrote it. */
  readonly username: string
  /** The user's, or the one that stands for nobody (`unknownUserSub`): whoever carries the state cannot tell. */
  readonly sub: string
  readonly eventId: string
  readonly proofs: readonly Proof[]
  readonly deviceKey?: string
}

/** A sign-in that waits for an answer: plain JSON, carried sealed by whoever signs in. */
export interface SignInState extends SignInProgress {
  readonly version: 1
  /** Spent by the answer that is accepted, in the commit of what it unlocks. */
  readonly id: string
  readonly challenge: Challenge
  /** Milliseconds of the epoch. */
  readonly expiresAt: number
}

/** Reads a state back. It was sealed by us, so what can be wrong is only that another version of us wrote it. */
export function isSignInState(value: Readonly<Record<string, unknown>>): value is SignInState & typeof value {
  return value.version === 1
}
