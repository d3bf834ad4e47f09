import type { AppClient } from '../app-clients/app-client.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import type { MfaFactor, User } from '../users/user.ts'
import type { CompromiseVerdict } from '../risk/compromise-verdict.ts'
import type { Challenge, ChallengeName, FirstFactor, Proof, SrpExchange } from './state.ts'

/** What happened that moves a sign-in on. Whoever reports an event has seen the proof of it. */
export type SignInEvent =
  | { readonly kind: 'password-proven'; readonly compromise?: CompromiseVerdict }
  /** A code in the place of a password. */
  | { readonly kind: 'code-proven'; readonly proof: Extract<Proof, 'sms' | 'email_otp'> }
  /** `isUserVerified` by the authenticator, which makes it a second factor where the pool says so. */
  | { readonly kind: 'passkey-proven'; readonly proof: Extract<Proof, 'swk' | 'hwk'>; readonly isUserVerified: boolean }
  | { readonly kind: 'password-replaced' }
  | { readonly kind: 'mfa-chosen'; readonly factor: MfaFactor }
  | { readonly kind: 'mfa-proven'; readonly proof: Extract<Proof, 'sms' | 'otp' | 'email_otp'> }
  /** A recovery code in the place of the second factor. */
  | { readonly kind: 'recovery-proven' }
  | { readonly kind: 'email-given'; readonly address: string }
  | { readonly kind: 'device-begun'; readonly srp: SrpExchange }
  | { readonly kind: 'device-proven' }
  /** An earlier sign-in, still fresh, has proven what the position holds. */
  | { readonly kind: 'stepped-up' }
  /** The functions that decide a custom sign-in are content. */
  | { readonly kind: 'custom-passed' }

/** What moves a sign-in on before anything is proven: it takes no proof, so names nobody has go this way too. */
export type FirstStepEvent =
  | { readonly kind: 'named'; readonly preferred: string | undefined }
  | { readonly kind: 'first-factor-chosen'; readonly factor: FirstFactor }
  | { readonly kind: 'srp-begun'; readonly srp: SrpExchange }

export type SignInEventKind = SignInEvent['kind'] | FirstStepEvent['kind']

/** Whom a challenge is shown to. */
export interface ChallengeSubject {
  readonly pool: UserPool
  readonly client: AppClient
  /** As the person wrote it. */
  readonly username: string
  /** USER_ID_FOR_SRP: the user's real name, or the id that stands for nobody. */
  readonly userId: string
  /** Undefined for a name nobody has, who is asked for first factors only. */
  readonly user: User | undefined
}

/**
 * One challenge of a sign-in: how it is named, what it tells, what answers it and what the answer amounts to. The pure
 * half; the other, which sends codes and judges answers, is the file of the same name in `flows/sign-in/factors`.
 */
export interface Factor<Name extends ChallengeName = ChallengeName> {
  readonly challenge: Name
  /** The members of ChallengeResponses without which an answer is none, besides USERNAME. */
  readonly requiredAnswers: readonly string[]
  /** The only events that the machine takes while this challenge waits. */
  readonly events: readonly SignInEventKind[]
  /** ChallengeParameters, as far as they follow from state and user. */
  readonly parameters: (challenge: Challenge<Name>, subject: ChallengeSubject) => Readonly<Record<string, string>>
}
