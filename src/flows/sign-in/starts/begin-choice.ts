import { firstFactorFacts, firstFactors } from '../../../domain/sign-in/first-factors.ts'
import { isPasskeyAllowed } from '../../../domain/user-pools/passkey-offer.ts'
import { levelWith } from '../../../domain/sign-in/reachable-levels.ts'
import { refused } from '../../../domain/sign-in/refusal-reason.ts'
import { seemingFactors } from '../../../domain/sign-in/seeming-factors.ts'
import type { FirstFactor, SignInProgress } from '../../../domain/sign-in/state.ts'
import { findUsablePasskeys } from '../../passkeys/find-usable-passkeys.ts'
import { beginPasswordExchange } from '../proofs/begin-password-exchange.ts'
import type { Begun } from '../proofs/factor-work.ts'
import { findSignInUser, type SignInUser } from '../find-sign-in-user.ts'
import { newProgress } from './new-progress.ts'
import { signInAfterSignUp } from './sign-in-after-sign-up.ts'
import { beginWithPassword } from './sign-in-with-password.ts'
import type { SignInContext, SignInPorts, SignInStep } from '../sign-in-step.ts'
import { standingBeforeProof } from '../standing.ts'
import { askPreAuthentication } from './standing-at-start.ts'
import { stepUp } from './step-up.ts'
import { takeFirstStep } from '../take-first-step.ts'
import { wishedLevel } from './wished-level.ts'

export interface ChoiceSignIn {
  readonly username: string
  /** PREFERRED_CHALLENGE; what cannot be had is no preference. */
  readonly preferred?: string | undefined
  readonly password?: string | undefined
  /** SRP_A, in hex. */
  readonly clientPublic?: string | undefined
  readonly deviceKey?: string | undefined
  /** Of a sign-up that was confirmed just now. */
  readonly session?: string | undefined
  /** TARGET_ACR_VALUES: levels of certainty by their names, the dearest first. */
  readonly acrValues?: string | undefined
  readonly maxAge?: string | undefined
  /** Of the session that is to be stepped up. */
  readonly accessToken?: string | undefined
}

/** Begins a sign-in by choice (USER_AUTH): offers what this user may begin with, or begins with what is preferred. */
export async function beginChoice(
  ports: SignInPorts,
  context: SignInContext,
  request: ChoiceSignIn,
): Promise<SignInStep> {
  const { username, preferred, password, clientPublic, deviceKey, session, maxAge, accessToken } = request
  if (maxAge !== undefined && !/^[0-9]{1,9}$/.test(maxAge)) return refused('parameter-invalid', 'MAX_AGE')
  const found = await findSignInUser(ports, context.pool, username)
  const all = await choicesOf(ports, context, { ...found, username })
  const barred = await standingBeforeProof(ports, context, found)
  const isOpen = session === undefined && (preferred === undefined || preferred === 'WEB_AUTHN')
  const isPasskeyEnough = isOpen && all.includes('WEB_AUTHN')
  if (barred !== undefined && !(barred.reason === 'locked' && isPasskeyEnough)) return barred
  const denied = await askPreAuthentication(ports, context, { ...found, username })
  if (denied !== undefined) return denied
  const signedUp =
    session === undefined || barred !== undefined
      ? undefined
      : await signInAfterSignUp(ports, context, found, { username, session })
  if (signedUp !== undefined) return signedUp
  // A lock is against guessing, which a passkey leaves nothing to.
  const open = barred === undefined ? all : (['WEB_AUTHN'] as const)
  const { choices, acr } = wishesOf(context, found, request, open)
  const progress = newProgress(ports, context, { username, sub: found.sub, deviceKey, firstFactors: choices, acr })
  const maxAgeSeconds = maxAge === undefined ? undefined : Number(maxAge)
  const steppedUp =
    accessToken &&
    barred === undefined &&
    (await stepUp(ports, context, { progress, user: found.user, accessToken, maxAgeSeconds }))
  if (steppedUp) return steppedUp
  const direct = choices.find((factor) => factor === preferred)
  if (direct === 'PASSWORD' && password) {
    return beginWithPassword(ports, context, found, { progress, password, deviceKey })
  }
  const named: Begun = { kind: 'begun', event: { kind: 'named', preferred } }
  const begun =
    direct === 'PASSWORD_SRP' && clientPublic
      ? await beginPasswordExchange(ports, context, { ...found, username }, clientPublic)
      : named
  if (begun.kind === 'refused') return begun
  return takeFirstStep(ports, { context, progress, answered: undefined, user: found.user, begun, writes: [] })
}

/** The level to reach, where one was asked for, and of the choices those that lead there. */
function wishesOf(
  { pool }: SignInContext,
  { user }: SignInUser,
  { acrValues }: ChoiceSignIn,
  choices: readonly FirstFactor[],
): { readonly choices: readonly FirstFactor[]; readonly acr: SignInProgress['acr'] } {
  const acr = wishedLevel(pool, user, { acrValues, factors: choices })
  const target = acr?.target
  if (target === undefined) return { choices, acr }
  return { choices: choices.filter((factor) => levelWith(pool, user, factor) >= target), acr }
}

async function choicesOf(
  ports: SignInPorts,
  { pool }: SignInContext,
  { user, sub, username }: SignInUser & { readonly username: string },
): Promise<readonly FirstFactor[]> {
  const seeming = seemingFactors(ports.sealing.keyFor('unknown-user'), pool, username)
  const usable = isPasskeyAllowed(pool) ? await findUsablePasskeys(ports, pool, sub) : undefined
  if (user) return firstFactors(pool, firstFactorFacts(pool, user, usable?.passkeys.length ?? 0))
  return firstFactors(pool, { ...seeming, hasPasskey: seeming.hasPasskey && usable?.relyingParty !== undefined })
}
