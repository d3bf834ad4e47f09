import { openState, sealState, spend, waitingState } from './sealed-state.ts'
import type { SignInContext, SignInPorts } from './sign-in-step.ts'

type Needs = Pick<SignInPorts, 'clock' | 'random' | 'sealing' | 'storage'>

/** Until when a session waits for its answer; undefined where it does not any more. */
export function waitsUntil(ports: Needs, context: SignInContext, session: string): Date | undefined {
  const opened = openState(ports, context, session, 'session')
  return opened.kind === 'open' ? new Date(opened.state.expiresAt) : undefined
}

/**
 * A session that waits as long again, in the place of this one: of two copies only one could be known to be spent. The
 * answer to it is judged as ever, so nothing becomes easier to guess, and a code that was sent lives no longer for it.
 */
export async function keepWaiting(ports: Needs, context: SignInContext, session: string): Promise<string | undefined> {
  const opened = openState(ports, context, session, 'session')
  if (opened.kind === 'refused') return undefined
  const { state } = opened
  const { committed } = await ports.storage.commit([spend(state)])
  return committed ? sealState(ports, waitingState(ports, context, state, state.challenge), 'session') : undefined
}
