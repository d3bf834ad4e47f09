import type { EventRisk } from '../risk/auth-event.ts'
import type { MfaFactor } from '../users/user.ts'
import type { AcrLevel } from '../user-pools/acr.ts'

/**
 * What has been shown so far; `swk` and `hwk` are passkeys. `device` is no factor of its own: it stands in for one where the
 * pool allows it. `uv` is the passkey's second factor: it verified its user. `custom` is the word of the pool's functions that
 * what was shown is enough. `recovery` is a code that was kept for the day when no second factor is at hand.
 */
export type Proof = 'pwd' | 'sms' | 'otp' | 'email_otp' | 'swk' | 'hwk' | 'uv' | 'device' | 'custom' | 'recovery'

/** What a sign-in by choice (USER_AUTH) may begin with, named as its challenge is. */
export type FirstFactor = 'PASSWORD' | 'PASSWORD_SRP' | 'EMAIL_OTP' | 'SMS_OTP' | 'WEB_AUTHN'

/** The server's half of an SRP exchange between its two steps; all three in base64url. */
export interface SrpExchange {
  readonly clientPublic: string
  readonly publicValue: string
  readonly serverSecret: string
}

/** What a passkey was asked to sign: made as it is posed. */
export interface PasskeyRequest {
  /** In base64url. */
  readonly challenge: string
  /** Milliseconds of the epoch. */
  readonly until: number
}

/** What we need to know, and the client does not, to judge the answer to each challenge. */
interface ChallengeFields {
  /** `passed` is what waited before the choice was taken up again: its answer may come with the choice. */
  readonly SELECT_CHALLENGE: { readonly passed?: PasskeyRequest }
  readonly PASSWORD: object
  readonly PASSWORD_SRP: object
  readonly PASSWORD_VERIFIER: { readonly srp: SrpExchange }
  readonly NEW_PASSWORD_REQUIRED: object
  readonly SELECT_MFA_TYPE: { readonly choices: readonly MfaFactor[] }
  readonly SMS_MFA: object
  readonly SOFTWARE_TOKEN_MFA: object
  /**
   * `isFirst` where the code takes the place of a password, otherwise it is a second factor. `newAddress` is the address
   * that becomes the user's, and the factor its, with the right code.
   */
  readonly EMAIL_OTP: { readonly newAddress?: string; readonly isFirst?: true }
  readonly SMS_OTP: object
  /** What the pool's functions keep to themselves about the question, and their mark of it. */
  readonly CUSTOM_CHALLENGE: {
    readonly privateParameters: Readonly<Record<string, string>>
    readonly metadata?: string
  }
  readonly WEB_AUTHN: { readonly request?: PasskeyRequest }
  readonly MFA_SETUP: { readonly choices: readonly MfaFactor[]; readonly isSoftwareTokenVerified: boolean }
  readonly DEVICE_SRP_AUTH: object
  readonly DEVICE_PASSWORD_VERIFIER: { readonly srp: SrpExchange }
}

export type ChallengeName = keyof ChallengeFields

/** The question that waits for its answer: one kind of it, or any. */
export type Challenge<Name extends ChallengeName = ChallengeName> = {
  [Each in Name]: { readonly name: Each } & ChallengeFields[Each]
}[Name]

/** One challenge of a custom sign-in that is behind it, as functions are told. */
export interface ChallengeResult {
  readonly challengeName: string
  readonly challengeResult: boolean
  readonly challengeMetadata?: string | undefined
}

/** A sign-in whose every step the pool's functions decide (CUSTOM_AUTH). */
export interface CustomProgress {
  readonly results: readonly ChallengeResult[]
  /** SRP_A, in hex, until the functions ask for the proof. */
  readonly clientPublic?: string
}

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
  /** When the password that was proven had been set: one that is set later ends what an earlier one began. */
  readonly passwordSetAt?: number
  readonly deviceKey?: string
  /** What threat protection made of it at the first proof, and that it wants a second factor whatever the device. */
  readonly risk?: EventRisk
  readonly isMfaDemanded?: boolean
  /** Of a sign-in by choice: until the first proof it may go over to another of these. */
  readonly firstFactors?: readonly FirstFactor[]
  readonly custom?: CustomProgress
  /** Of a sign-in that was asked for a level of certainty (step-up): the one to reach, if one can be reached. */
  readonly acr?: { readonly target?: AcrLevel }
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
