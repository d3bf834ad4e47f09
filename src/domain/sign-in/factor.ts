import type { AppClient } from '../app-client.ts'
import type { UserPool } from '../user-pool.ts'
import type { MfaFactor, User } from '../user.ts'
import type { Challenge, ChallengeName, Proof, SrpExchange } from './state.ts'

/** What happened that moves a sign-in on. Whoever reports an event has seen the proof of it. */
export type SignInEvent =
  | { readonly kind: 'password-proven' }
  | { readonly kind: 'password-replaced' }
  | { readonly kind: 'mfa-chosen'; readonly factor: MfaFactor }
  | { readonly kind: 'mfa-proven'; readonly proof: Extract<Proof, 'sms' | 'otp' | 'email_otp'> }
  | { readonly kind: 'email-given'; readonly address: string }
  | { readonly kind: 'device-begun'; readonly srp: SrpExchange }
  | { readonly kind: 'device-proven' }

export type SignInEventKind = SignInEvent['kind']

/** Whom a challenge is shown to. */
export interface ChallengeSubject {
  readonly pool: UserPool
  readonly client: AppClient
  readonly user: User
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
