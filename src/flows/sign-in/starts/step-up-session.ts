import { factorsToReach } from '../../../domain/sign-in/reachable-levels.ts'
import type { ValidLoginSession } from '../../sessions/login-session.ts'
import { newProgress } from './new-progress.ts'
import type { SignInContext, SignInPorts, SignInStep } from '../sign-in-step.ts'
import { standingAtStart } from './standing-at-start.ts'
import { askForMissing, heldProofs, isPasswordKept } from './step-up.ts'
import { wishedLevel } from './wished-level.ts'

/** A browser's session, which is fresh enough, and the levels that are wished for instead of its own. */
export interface SessionStepUp {
  readonly found: ValidLoginSession
  readonly acrValues: string
}

/** Whether one more factor would take the session to the level: asked before anything is sent to anybody. */
export function canStepUp({ pool }: Pick<SignInContext, 'pool'>, { found, acrValues }: SessionStepUp): boolean {
  const { session, user } = found
  if (session.provider !== 'COGNITO' || !isPasswordKept(user, session)) return false
  const target = wishedLevel(pool, user, { acrValues, factors: ['PASSWORD'] })?.target
  return factorsToReach(pool, user, { proofs: heldProofs(session), target }).length > 0
}

/** Asks whoever is signed in at this browser for the factor that the level lacks, and for nothing else. */
export async function stepUpSession(
  ports: SignInPorts,
  context: SignInContext,
  stepUp: SessionStepUp,
): Promise<SignInStep | undefined> {
  const { session, user } = stepUp.found
  if (!canStepUp(context, stepUp)) return undefined
  const barred = await standingAtStart(ports, context, { user, sub: user.sub, username: user.username })
  if (barred !== undefined) return barred
  const acr = wishedLevel(context.pool, user, { acrValues: stepUp.acrValues, factors: ['PASSWORD'] })
  const progress = newProgress(ports, context, { username: user.username, sub: user.sub, acr })
  return askForMissing(ports, context, { progress: { ...progress, proofs: heldProofs(session) }, user })
}
