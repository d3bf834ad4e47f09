import type { Device } from '../devices/device.ts'
import { isPasskeyMfa } from '../factors/passkey-policy.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import type { MfaFactor, User } from '../users/user.ts'
import type { AcrLevel } from '../user-pools/acr.ts'
import type { SignInEvent, SignInEventKind } from './factor.ts'
import { factors } from './factors.ts'
import { oneOf, selectMfa } from '../factors/mfa-selection.ts'
import { factorsToReach } from './reachable-levels.ts'
import { refused, type SignInRefusal } from './refusal-reason.ts'
import type { Challenge, Proof } from './state.ts'

/** Where a sign-in stands: what waits for an answer (nothing at the very start) and what has been proven. */
export interface SignInPosition {
  readonly challenge: Challenge | undefined
  readonly proofs: readonly Proof[]
}

/** What decides the way on, as it is when the step is taken. */
export interface SignInFacts {
  readonly pool: UserPool
  readonly user: User
  /** The device of this user whose key the client named. */
  readonly device: Device | undefined
  /** Whether the pool's functions say what comes next (CUSTOM_AUTH). */
  readonly isCustom: boolean
  /** The level of certainty to reach. */
  readonly target: AcrLevel | undefined
  /** Whether a known device does not stand in for a second factor this time. */
  readonly isMfaDemanded: boolean
}

export type SignInMove =
  | { readonly kind: 'challenge'; readonly challenge: Challenge; readonly proofs: readonly Proof[] }
  | { readonly kind: 'authenticated'; readonly proofs: readonly Proof[] }
  /** The pool's functions have the word. */
  | { readonly kind: 'undecided'; readonly proofs: readonly Proof[] }
  | SignInRefusal

/** What may happen without a challenge: a password that came with the first request, an earlier sign-in, the functions' word. */
const firstEvents: readonly SignInEventKind[] = ['password-proven', 'stepped-up']
const customEvents: readonly SignInEventKind[] = ['custom-passed']

/** Takes a sign-in one step on. An event that does not belong to the waiting challenge moves nothing. */
export function step(position: SignInPosition, event: SignInEvent, facts: SignInFacts): SignInMove {
  const { challenge, proofs } = position
  const unasked = facts.isCustom ? customEvents : firstEvents
  const allowed: readonly SignInEventKind[] = challenge ? factors[challenge.name].events : unasked
  if (!allowed.includes(event.kind)) return refused('session-invalid')

  switch (event.kind) {
    case 'password-proven':
      return proceed([...proofs, 'pwd'], facts)
    case 'stepped-up':
      return stepUp(proofs, facts)
    case 'custom-passed':
      return proceed([...proofs, 'custom'], facts)
    case 'code-proven':
      return isProofOf(challenge, event) && proofs.length === 0
        ? proceed([event.proof], facts)
        : refused('session-invalid')
    case 'passkey-proven':
      return proofs.length === 0 ? proceed(passkeyProofs(event, facts), facts) : refused('session-invalid')
    case 'password-replaced':
    case 'device-proven':
      return proceed(event.kind === 'device-proven' ? [...proofs, 'device'] : proofs, facts)
    case 'mfa-proven':
      return isProofOf(challenge, event) ? proceed([...proofs, event.proof], facts) : refused('session-invalid')
    case 'recovery-proven':
      return canRecover(challenge, proofs) ? proceed([...proofs, 'recovery'], facts) : refused('session-invalid')
    case 'mfa-chosen':
      return isAmongChoices(challenge, event.factor)
        ? { kind: 'challenge', challenge: { name: event.factor }, proofs }
        : refused('parameter-invalid', 'ANSWER')
    case 'email-given':
      return isAmongChoices(challenge, 'EMAIL_OTP')
        ? { kind: 'challenge', challenge: { name: 'EMAIL_OTP', newAddress: event.address }, proofs }
        : refused('parameter-invalid', 'EMAIL')
    case 'device-begun':
      return { kind: 'challenge', challenge: { name: 'DEVICE_PASSWORD_VERIFIER', srp: event.srp }, proofs }
  }
}

/** What was proven earlier is enough for the factor that is missing, never for tokens. */
function stepUp(proofs: readonly Proof[], facts: SignInFacts): SignInMove {
  const move = proceed(proofs, facts)
  return move.kind === 'challenge' ? move : refused('session-invalid')
}

/** What is still to be shown, in Cognito's order: a new password, a second factor, the device. */
function proceed(proofs: readonly Proof[], facts: SignInFacts): SignInMove {
  const { pool, user, device, isCustom } = facts
  if (isCustom && !proofs.includes('custom')) return { kind: 'undecided', proofs }
  if (!isCustom && !isEnoughAtFirst(proofs, facts)) return refused('session-invalid')
  if (user.status === 'FORCE_CHANGE_PASSWORD') {
    return { kind: 'challenge', challenge: { name: 'NEW_PASSWORD_REQUIRED' }, proofs }
  }
  const wanted = factorsToReach(pool, user, { proofs, target: facts.target })
  const further = mfaChallenge(oneOf(user, wanted))
  if (further !== undefined) return { kind: 'challenge', challenge: further, proofs }
  // Cognito: a second factor is asked for in a custom sign-in only if the functions, or threat protection, say so.
  if ((!isCustom || facts.isMfaDemanded) && !hasSecondFactor(proofs) && !isMfaWaived(facts)) {
    const selection = selectMfa(pool, user)
    if (selection.kind === 'impossible') return refused('no-mfa-method')
    const challenge = mfaChallenge(selection)
    if (challenge !== undefined) return { kind: 'challenge', challenge, proofs }
  }
  // Cognito: devices belong to sign-ins with a password, and to custom ones.
  if (device !== undefined && (isCustom || proofs.at(0) === 'pwd') && !proofs.includes('device')) {
    return { kind: 'challenge', challenge: { name: 'DEVICE_SRP_AUTH' }, proofs }
  }
  return { kind: 'authenticated', proofs }
}

/**
 * A code or a passkey is enough only where a password would be too, or brought the second factor along: they never precede
 * one, nor hide a new password.
 */
function isEnoughAtFirst(proofs: readonly Proof[], { pool, user }: SignInFacts): boolean {
  const [first] = proofs
  if (first === undefined || first === 'pwd') return first === 'pwd'
  return user.status !== 'FORCE_CHANGE_PASSWORD' && (proofs.includes('uv') || selectMfa(pool, user).kind === 'none')
}

/** A passkey that verified its user is both factors where it counts as both. */
function passkeyProofs(
  { proof, isUserVerified }: Extract<SignInEvent, { readonly kind: 'passkey-proven' }>,
  { pool, user }: SignInFacts,
): readonly Proof[] {
  return isUserVerified && isPasskeyMfa(pool, user) ? [proof, 'uv'] : [proof]
}

/** What comes first is no second factor, whatever it is. */
function hasSecondFactor(proofs: readonly Proof[]): boolean {
  const isSecond = (proof: Proof): boolean => ['sms', 'otp', 'email_otp', 'uv', 'recovery'].includes(proof)
  return proofs.slice(1).some(isSecond)
}

/** A remembered device takes the place of the second factor; that it is that device is proven before any token. */
function isMfaWaived({ pool, device, isMfaDemanded }: SignInFacts): boolean {
  const isForNewDevicesOnly = pool.configuration.DeviceConfiguration?.ChallengeRequiredOnNewDevice === true
  return isForNewDevicesOnly && !isMfaDemanded && device?.rememberedStatus === 'remembered'
}

function mfaChallenge(selection: ReturnType<typeof selectMfa>): Challenge | undefined {
  switch (selection.kind) {
    case 'none':
    case 'impossible':
      return undefined
    case 'factor':
      return { name: selection.factor }
    case 'choice':
      return { name: 'SELECT_MFA_TYPE', choices: selection.factors }
    case 'set-up':
      return { name: 'MFA_SETUP', choices: selection.factors, isSoftwareTokenVerified: false }
  }
}

/** After the first factor, and only where one is asked for that was set up before. */
export function canRecover(challenge: Challenge | undefined, proofs: readonly Proof[]): boolean {
  if (proofs.length === 0) return false
  if (challenge?.name === 'EMAIL_OTP') return challenge.isFirst !== true && challenge.newAddress === undefined
  return ['SMS_MFA', 'SOFTWARE_TOKEN_MFA', 'SELECT_MFA_TYPE'].includes(challenge?.name ?? '')
}

function isAmongChoices(challenge: Challenge | undefined, factor: MfaFactor): boolean {
  return challenge !== undefined && 'choices' in challenge && challenge.choices.includes(factor)
}

/** Each challenge takes its own proof; a set-up takes the software token's, once that is verified. */
function isProofOf(
  challenge: Challenge | undefined,
  { kind, proof }: Extract<SignInEvent, { readonly proof: Proof }>,
): boolean {
  switch (challenge?.name) {
    case 'SMS_MFA':
      return proof === 'sms'
    case 'SOFTWARE_TOKEN_MFA':
      return proof === 'otp'
    case 'EMAIL_OTP':
      return proof === 'email_otp' && (kind === 'code-proven') === (challenge.isFirst === true)
    case 'SMS_OTP':
      return proof === 'sms'
    case 'MFA_SETUP':
      return proof === 'otp' && challenge.isSoftwareTokenVerified
    default:
      return false
  }
}
