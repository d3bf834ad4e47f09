import type { SignInProgress } from '../../../domain/sign-in/state.ts'
import { advance } from '../advance.ts'
import { findSignInUser, type SignInUser } from '../find-sign-in-user.ts'
import { newProgress } from './new-progress.ts'
import { provePassword } from '../proofs/prove-password.ts'
import { recordGuess } from '../record-guess.ts'
import type { SignInContext, SignInPorts, SignInStep } from '../sign-in-step.ts'
import { migrateAtSignIn } from './migrate-at-sign-in.ts'
import { standingAtStart } from './standing-at-start.ts'
import { wishedLevel } from './wished-level.ts'

export interface PasswordSignIn {
  readonly username: string
  readonly password: string
  readonly deviceKey?: string | undefined
  /** Levels of certainty by their names, the dearest first. */
  readonly acrValues?: string | undefined
}

/** Begins a sign-in with a password in clear: the flows USER_PASSWORD_AUTH and ADMIN_USER_PASSWORD_AUTH, and the pages. */
export async function signInWithPassword(
  ports: SignInPorts,
  context: SignInContext,
  attempt: PasswordSignIn,
): Promise<SignInStep> {
  const { username, password, deviceKey, acrValues } = attempt
  const known = await findSignInUser(ports, context.pool, username)
  const found = await migrateAtSignIn(ports, context, { ...known, username, password })
  if ('kind' in found) return found
  const barred = await standingAtStart(ports, context, { ...found, username })
  if (barred !== undefined) return barred
  const acr = wishedLevel(context.pool, found.user, { acrValues, factors: ['PASSWORD'] })
  const progress = newProgress(ports, context, { username, sub: found.sub, acr })
  return beginWithPassword(ports, context, found, { progress, password, deviceKey })
}

/** The same for somebody who was found and may try. */
export async function beginWithPassword(
  ports: SignInPorts,
  context: SignInContext,
  found: SignInUser,
  {
    progress,
    password,
    deviceKey,
  }: Pick<PasswordSignIn, 'password' | 'deviceKey'> & { readonly progress: SignInProgress },
): Promise<SignInStep> {
  const verdict = await provePassword(ports, context, found, password)
  if (verdict.kind === 'refused') return verdict
  if (verdict.kind === 'wrong') return recordGuess(ports, context, { ...found, proof: 'pwd', refusal: verdict.refusal })
  return advance(ports, {
    context,
    progress,
    answered: undefined,
    event: { kind: 'password-proven', compromise: verdict.compromise },
    user: verdict.user,
    writes: [],
    namedDeviceKey: deviceKey,
  })
}
