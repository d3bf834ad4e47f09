/**
 * Why a sign-in does not go on. Operations translate a reason into Cognito's exception and text, the sign-in pages
 * into their own words; `detail`, where a reason has one, is a name, a time or a text for both.
 */
export type SignInRefusalReason =
  /** The password, the proof or the device's proof is wrong; also a user that is not there, when that is hidden. */
  | 'incorrect'
  /** There is no such user, and the client says so (PreventUserExistenceErrors LEGACY). */
  | 'unknown-user'
  /** `detail`, where it is known, is the end of the lock in ISO 8601. */
  | 'locked'
  | 'disabled'
  | 'unconfirmed'
  | 'reset-required'
  | 'temporary-password-expired'
  /** `detail` is the rule in Cognito's words. */
  | 'weak-password'
  | 'password-reused'
  /** `detail` is Cognito's text. */
  | 'attribute-invalid'
  | 'attribute-not-writable'
  /** `detail` is the attribute whose value somebody else holds. */
  | 'alias-taken'
  /** `detail` is the missing member of AuthParameters or ChallengeResponses. */
  | 'parameter-missing'
  /** `detail` is the member whose value makes no sense. */
  | 'parameter-invalid'
  | 'code-mismatch'
  | 'code-expired'
  /** A software token's code that has been used before. */
  | 'code-reused'
  | 'session-invalid'
  | 'session-expired'
  | 'session-spent'
  | 'authorization-code-spent'
  | 'device-unknown'
  /** The access token of a step-up. `detail`, where there is one, is Cognito's text. */
  | 'access-token-invalid'
  /** CUSTOM_AUTH in a pool without functions for it. */
  | 'custom-auth-missing'
  /** The user must have a second factor, and there is none that this pool and user could use or set up. */
  | 'no-mfa-method'
  | 'software-token-off'
  | 'busy'
  /** Threat protection stopped it. */
  | 'blocked'
  /** Too many codes were asked for within the hour. */
  | 'code-limit'
  /** A trigger of the pool said no; `detail` is Cognito's text, with what the function said. */
  | 'trigger-refused'
  /** What a trigger answered makes no sense, or it could not be asked; `detail` is Cognito's text. */
  | 'trigger-answer-invalid'
  | 'trigger-unavailable'
  /** The words that a trigger gave for a message are none; `detail` is Cognito's text. */
  | 'message-invalid'

export interface SignInRefusal {
  readonly kind: 'refused'
  readonly reason: SignInRefusalReason
  readonly detail?: string
}

export function refused(reason: SignInRefusalReason, detail?: string): SignInRefusal {
  return detail === undefined ? { kind: 'refused', reason } : { kind: 'refused', reason, detail }
}
