import type { AuthEvent } from '../../domain/risk/auth-event.ts'
import type { Proof, SignInProgress } from '../../domain/sign-in/state.ts'
import type { Write } from '../../ports/storage/storage.ts'
import type { SignInContext, SignInPorts } from './sign-in-step.ts'

type Sitting = Pick<SignInProgress, 'sub' | 'eventId' | 'proofs' | 'risk'>

/** The record that the user signed in. */
export function signInPassed(ports: Pick<SignInPorts, 'clock'>, context: SignInContext, progress: Sitting): Write {
  return recorded(ports, context, ofProgress(progress, 'Pass'))
}

/** The record that the user is about to sign in; the one of the end takes its place. */
export function signInInProgress(ports: Pick<SignInPorts, 'clock'>, context: SignInContext, progress: Sitting): Write {
  return recorded(ports, context, ofProgress(progress, 'InProgress'))
}

/** The record that somebody proved to be the user and was stopped all the same. */
export function signInStopped(ports: Pick<SignInPorts, 'clock'>, context: SignInContext, progress: Sitting): Write {
  return recorded(ports, context, ofProgress(progress, 'Fail'))
}

/** The record that somebody tried to be the user from an address that the pool blocks, and was asked for nothing. */
export function signInTurnedAway(
  ports: Pick<SignInPorts, 'clock'>,
  context: SignInContext,
  { sub, id }: { readonly sub: string; readonly id: string },
): Write {
  const risk = { decision: 'Block', level: 'High' } as const
  return recorded(ports, context, { sub, id, response: 'Fail', challenges: [], risk })
}

/** The record that somebody tried to be the user and failed at `proof`. */
export function signInFailed(
  ports: Pick<SignInPorts, 'clock'>,
  context: SignInContext,
  { sub, id, proof }: { readonly sub: string; readonly id: string; readonly proof: Proof },
): Write {
  const challenges = [{ name: factorName(proof), response: 'Failure' }] as const
  return recorded(ports, context, { sub, id, response: 'Fail', challenges })
}

function recorded(
  ports: Pick<SignInPorts, 'clock'>,
  { pool, client, request }: SignInContext,
  outcome: Pick<AuthEvent, 'sub' | 'id' | 'response' | 'challenges' | 'risk'>,
): Write {
  const { sourceIp: ipAddress, userAgent } = request
  const event: AuthEvent = {
    poolId: pool.id,
    ...outcome,
    type: 'SignIn',
    createdAt: ports.clock.now(),
    clientId: client.id,
    ipAddress,
    userAgent,
    ...(request.device ? { device: request.device } : {}),
  }
  return { write: 'recordAuthEvent', event }
}

function ofProgress({ sub, eventId: id, proofs, risk }: Sitting, response: AuthEvent['response']) {
  const challenges = proofs.map((proof) => ({ name: factorName(proof), response: 'Success' }) as const)
  return { sub, id, response, challenges, ...(risk ? { risk } : {}) }
}

function factorName(proof: Proof): 'Password' | 'Mfa' {
  return proof === 'pwd' ? 'Password' : 'Mfa'
}
