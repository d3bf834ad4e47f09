import { findSignInUser } from '../find-sign-in-user.ts'
import { beginPasswordExchange } from '../proofs/begin-password-exchange.ts'
import { newProgress } from './new-progress.ts'
import type { SignInContext, SignInPorts, SignInStep } from '../sign-in-step.ts'
import { standingAtStart } from './standing-at-start.ts'
import { takeFirstStep } from '../take-first-step.ts'

export interface SrpSignIn {
  readonly username: string
  /** SRP_A, in hex. */
  readonly clientPublic: string
  readonly deviceKey?: string | undefined
}

/** The first step of USER_SRP_AUTH. Nothing is written. */
export async function beginSrpSignIn(
  ports: SignInPorts,
  context: SignInContext,
  { username, clientPublic, deviceKey }: SrpSignIn,
): Promise<SignInStep> {
  const found = await findSignInUser(ports, context.pool, username)
  const barred = await standingAtStart(ports, context, { ...found, username })
  if (barred !== undefined) return barred
  const begun = await beginPasswordExchange(ports, context, { ...found, username }, clientPublic)
  if (begun.kind === 'refused') return begun
  const progress = newProgress(ports, context, { username, sub: found.sub, deviceKey })
  return takeFirstStep(ports, { context, progress, answered: undefined, user: found.user, begun, writes: [] })
}
