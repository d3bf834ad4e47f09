import type { SignInRefusal } from '../../../domain/sign-in/refusal-reason.ts'
import { preAuthentication } from '../../triggers/pre-authentication.ts'
import type { Newcomer } from '../blocked-address.ts'
import { refusedByTrigger } from '../../triggers/refused-by-trigger.ts'
import type { SignInContext, SignInPorts } from '../sign-in-step.ts'
import { standingBeforeProof } from '../standing.ts'

type Needs = Pick<SignInPorts, 'clock' | 'functions' | 'log' | 'random' | 'storage'>
type Beginner = Newcomer & { readonly username: string }

/** What keeps a sign-in from beginning: what `standingBeforeProof` says, and then the pool's trigger. */
export async function standingAtStart(
  ports: Needs,
  context: SignInContext,
  found: Beginner,
): Promise<SignInRefusal | undefined> {
  const barred = await standingBeforeProof(ports, context, found)
  return barred ?? askPreAuthentication(ports, context, found)
}

/**
 * Asks the pool's pre authentication trigger, once, for users and for names nobody has. Every way to begin goes
 * through here.
 */
export async function askPreAuthentication(
  ports: Needs,
  { pool, client, request, validationData }: SignInContext,
  { user, username }: Beginner,
): Promise<SignInRefusal | undefined> {
  const { userAgent } = request
  const run = await preAuthentication(ports, { pool, client, user, username, userAgent, validationData })
  return run.kind === 'trigger-failed' ? refusedByTrigger(run) : undefined
}
