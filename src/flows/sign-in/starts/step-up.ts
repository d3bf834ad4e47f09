import { refused, type SignInRefusal } from '../../../domain/sign-in/refusal-reason.ts'
import { factorsToReach } from '../../../domain/sign-in/reachable-levels.ts'
import type { Proof, SignInProgress } from '../../../domain/sign-in/state.ts'
import type { User } from '../../../domain/users/user.ts'
import { checkAccessToken, type InvalidAccessToken } from '../../tokens/check-access-token.ts'
import { advance } from '../advance.ts'
import type { SignInContext, SignInPorts, SignInStep } from '../sign-in-step.ts'

export interface StepUp {
  readonly progress: SignInProgress
  readonly user: User | undefined
  /** Of the sign-in that is to be stepped up. */
  readonly accessToken: string
  /** MAX_AGE: how long ago that sign-in may be. */
  readonly maxAgeSeconds: number | undefined
}

/**
 * Asks somebody who is signed in for the factor that the level lacks, and for nothing that their session has shown
 * already. Undefined where there is no such factor, or the session is too old or not by a password that still is
 * theirs: then they sign in anew. Nothing is given for what was proven earlier alone.
 */
export async function stepUp(
  ports: SignInPorts,
  context: SignInContext,
  { progress, user, accessToken, maxAgeSeconds }: StepUp,
): Promise<SignInStep | undefined> {
  const { pool, client } = context
  const checked = await checkAccessToken(ports, accessToken)
  if (checked.kind === 'invalid') return invalidToken(checked)
  const isTheirs = checked.client.id === client.id && checked.user.sub === user?.sub
  if (user === undefined || !isTheirs) return refused('access-token-invalid')

  const proofs = heldProofs(checked.family)
  const age = ports.clock.now().getTime() - checked.family.authenticatedAt.getTime()
  const isFresh = maxAgeSeconds === undefined || age <= maxAgeSeconds * 1000
  const missing = factorsToReach(pool, user, { proofs, target: progress.acr?.target })
  if (!isFresh || !isPasswordKept(user, checked.family) || missing.length === 0) return undefined
  return askForMissing(ports, context, { progress: { ...progress, proofs }, user })
}

/** Poses the challenge of the factor that is missing. */
export function askForMissing(
  ports: SignInPorts,
  context: SignInContext,
  { progress, user }: { readonly progress: SignInProgress; readonly user: User },
): Promise<SignInStep> {
  const event = { kind: 'stepped-up' } as const
  return advance(ports, { context, progress, answered: undefined, event, user, writes: [], namedDeviceKey: undefined })
}

/** Whether the password by which a session began is still the user's. */
export function isPasswordKept(
  { passwordSetAt }: User,
  { authenticatedAt }: { readonly authenticatedAt: Date },
): boolean {
  return (passwordSetAt ?? new Date(0)) <= authenticatedAt
}

/** What a session tells of itself in `amr`, as proofs. */
export function heldProofs({ amr }: { readonly amr: readonly string[] }): readonly Proof[] {
  return amr.filter((method) => method === 'pwd' || method === 'sms' || method === 'otp' || method === 'email_otp')
}

function invalidToken({ reason }: InvalidAccessToken): SignInRefusal {
  if (reason === 'expired') return refused('access-token-invalid', 'Access Token has expired')
  return refused('access-token-invalid', reason === 'revoked' ? 'Access Token has been revoked' : undefined)
}
