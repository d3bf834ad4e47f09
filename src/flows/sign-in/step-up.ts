import { refused, type SignInRefusal } from '../../domain/sign-in/refusal-reason.ts'
import { factorsToReach } from '../../domain/sign-in/reachable-levels.ts'
import type { Proof, SignInProgress } from '../../domain/sign-in/state.ts'
import type { User } from '../../domain/user.ts'
import { checkAccessToken, type InvalidAccessToken, type ValidAccessToken } from '../tokens/check-access-token.ts'
import { advance } from './advance.ts'
import type { SignInContext, SignInPorts, SignInStep } from './sign-in-step.ts'

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

  const proofs = heldProofs(checked)
  const age = ports.clock.now().getTime() - checked.family.authenticatedAt.getTime()
  const isFresh = maxAgeSeconds === undefined || age <= maxAgeSeconds * 1000
  const isPasswordKept = (user.passwordSetAt ?? new Date(0)) <= checked.family.authenticatedAt
  const missing = factorsToReach(pool, user, { proofs, target: progress.acr?.target })
  if (!isFresh || !isPasswordKept || missing.length === 0) return undefined
  return advance(ports, {
    context,
    progress: { ...progress, proofs },
    answered: undefined,
    event: { kind: 'stepped-up' },
    user,
    writes: [],
    namedDeviceKey: undefined,
  })
}

/** What a session tells of itself in `amr`, as proofs. */
function heldProofs({ family: { amr } }: ValidAccessToken): readonly Proof[] {
  return amr.filter((method) => method === 'pwd' || method === 'sms' || method === 'otp' || method === 'email_otp')
}

function invalidToken({ reason }: InvalidAccessToken): SignInRefusal {
  if (reason === 'expired') return refused('access-token-invalid', 'Access Token has expired')
  return refused('access-token-invalid', reason === 'revoked' ? 'Access Token has been revoked' : undefined)
}
