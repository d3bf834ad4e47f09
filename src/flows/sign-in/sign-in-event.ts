import type { AuthEvent } from '../../domain/auth-event.ts'
import type { Proof } from '../../domain/sign-in/state.ts'
import type { Write } from '../../ports/storage/storage.ts'
import type { SignInContext, SignInPorts } from './sign-in-step.ts'

/** The record that the user signed in. */
export function signInPassed(
  ports: Pick<SignInPorts, 'clock'>,
  context: SignInContext,
  { sub, eventId, proofs }: { readonly sub: string; readonly eventId: string; readonly proofs: readonly Proof[] },
): Write {
  const challenges = proofs.map((proof) => ({ name: factorName(proof), response: 'Success' }) as const)
  return recorded(ports, context, { sub, id: eventId, response: 'Pass', challenges })
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
  outcome: Pick<AuthEvent, 'sub' | 'id' | 'response' | 'challenges'>,
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
  }
  return { write: 'recordAuthEvent', event }
}

function factorName(proof: Proof): 'Password' | 'Mfa' {
  return proof === 'pwd' ? 'Password' : 'Mfa'
}
