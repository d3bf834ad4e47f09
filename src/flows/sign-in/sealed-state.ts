import { newUuid } from '../../crypto/identifiers.ts'
import { openToken, sealToken } from '../../crypto/sealing/sealed-token.ts'
import { refused, type SignInRefusal } from '../../domain/sign-in/refusal-reason.ts'
import { signInSessionSeconds } from '../../domain/sign-in/session-settings.ts'
import { isSignInState, type Challenge, type SignInProgress, type SignInState } from '../../domain/sign-in/state.ts'
import type { Write } from '../../ports/storage/storage.ts'
import { guardRefusal } from '../guard-refusal.ts'
import type { SignInContext, SignInPorts } from './sign-in-step.ts'

/** Cognito: a Session is about 900 characters of base64url, a SECRET_BLOCK about twice that in base64. */
const carriers = {
  session: { purpose: 'sign-in session', encoding: 'base64url', paddedSize: 640 },
  'secret-block': { purpose: 'sign-in secret block', encoding: 'base64', paddedSize: 1536 },
} as const

export type Carrier = keyof typeof carriers

/** The state in which `challenge` waits, for as long as the client's sessions live. */
export function waitingState(
  ports: Pick<SignInPorts, 'clock' | 'random'>,
  { client }: SignInContext,
  progress: SignInProgress,
  challenge: Challenge,
): SignInState {
  const id = newUuid((size) => ports.random.bytes(size))
  const expiresAt = ports.clock.now().getTime() + signInSessionSeconds(client) * 1000
  return { ...progress, version: 1, id, challenge, expiresAt }
}

/** Seals a state for its bearer. */
export function sealState(
  ports: Pick<SignInPorts, 'random' | 'sealing'>,
  state: SignInState,
  carrier: Carrier,
): string {
  const key = ports.sealing.keyFor('sign-in state')
  const random = (size: number) => ports.random.bytes(size)
  return sealToken({ ...state }, key, { ...carriers[carrier], expiresAt: new Date(state.expiresAt), random })
}

/** Opens what a client brought back, if this pool and client were given it and it has not expired. */
export function openState(
  ports: Pick<SignInPorts, 'clock' | 'sealing'>,
  { pool, client }: Pick<SignInContext, 'pool' | 'client'>,
  text: string,
  carrier: Carrier,
): OpenedState | SignInRefusal {
  const opened = openAnyState(ports, text, carrier)
  if (opened.kind === 'refused') return opened
  const isOurs = opened.state.poolId === pool.id && opened.state.clientId === client.id
  return isOurs ? opened : refused('session-invalid')
}

export interface OpenedState {
  readonly kind: 'open'
  readonly state: SignInState
}

/** The same where the state itself has to say which pool and client it is of. */
export function openAnyState(
  ports: Pick<SignInPorts, 'clock' | 'sealing'>,
  text: string,
  carrier: Carrier,
): OpenedState | SignInRefusal {
  const key = ports.sealing.keyFor('sign-in state')
  const opened = openToken(text, key, carriers[carrier].purpose, ports.clock.now())
  if (opened === 'expired') return refused('session-expired')
  return opened !== undefined && isSignInState(opened) ? { kind: 'open', state: opened } : refused('session-invalid')
}

/** The write that lets a state be answered once. */
export function spend({ poolId, id, expiresAt }: SignInState): Write {
  return { write: 'spendSession', poolId, sessionId: id, expiresAt: new Date(expiresAt) }
}

/**
 * Refuses a session that can lead nowhere any more. It is spent for that, which tells whether it had been: then that
 * is the reason to give.
 */
export async function endSession(
  ports: Pick<SignInPorts, 'storage'>,
  state: SignInState,
  refusal: SignInRefusal,
): Promise<SignInRefusal> {
  const committed = await ports.storage.commit([spend(state)])
  return committed.committed ? refusal : guardRefusal(committed)
}
