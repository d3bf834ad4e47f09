import { newUuid } from '../../crypto/identifiers.ts'
import { lockoutPolicy } from '../../domain/passwords/lockout-policy.ts'
import type { SignInRefusal } from '../../domain/sign-in/refusal-reason.ts'
import type { Proof, SignInState } from '../../domain/sign-in/state.ts'
import type { User } from '../../domain/users/user.ts'
import type { VerificationCode } from '../../domain/factors/verification-code.ts'
import type { Write } from '../../ports/storage/storage.ts'
import { guardRefusal } from '../guard-refusal.ts'
import { signInFailed } from './sign-in-event.ts'
import type { SignInContext, SignInPorts } from './sign-in-step.ts'

/** Wrong answers that one session survives. */
const guessesPerSession = 5

export interface Guess {
  /** Whom it counts against: a user, or the `sub` that stands for nobody. */
  readonly sub: string
  readonly user: User | undefined
  readonly proof: Proof
  readonly refusal: SignInRefusal
  readonly writes?: readonly Write[]
}

/**
 * Counts a wrong answer, whatever factor it was for, and gives the refusal: the guess's own, or that of a lock which
 * has come into force meanwhile. A failure that could not be counted never tells whether the answer was wrong.
 */
export async function recordGuess(
  ports: Pick<SignInPorts, 'clock' | 'random' | 'storage'>,
  context: SignInContext,
  { refusal, writes = [], ...guess }: Guess,
): Promise<SignInRefusal> {
  const committed = await ports.storage.commit([...writes, ...failureOf(ports, context, guess)])
  return committed.committed ? refusal : guardRefusal(committed)
}

/** What counts a wrong answer: for the commit of whatever follows it. */
export function failureOf(
  ports: Pick<SignInPorts, 'clock' | 'random'>,
  context: SignInContext,
  { sub, user, proof }: Pick<Guess, 'sub' | 'user' | 'proof'>,
): readonly Write[] {
  const now = ports.clock.now()
  const id = newUuid((size) => ports.random.bytes(size))
  return [
    { write: 'recordFailure', poolId: context.pool.id, subject: sub, policy: lockoutPolicy, now },
    ...(user ? [signInFailed(ports, context, { sub, id, proof })] : decoyRecord(context, { sub, id, now })),
  ]
}

/**
 * Counts an answer to a code challenge, right or wrong: a session with no guesses left takes no answer at all, so that
 * its last refusals do not tell a right one from a wrong one.
 */
export function countGuess(
  ports: Pick<SignInPorts, 'clock'>,
  { poolId, id }: Pick<SignInState, 'poolId' | 'id'>,
): Write {
  return {
    write: 'countAttempt',
    poolId,
    subject: id,
    action: 'session-guess',
    limit: guessesPerSession,
    windowSeconds: 3600,
    now: ports.clock.now(),
  }
}

/**
 * What is written of a failure for a name nobody has, in the place of the record that a user gets: as much work, and
 * gone with the next removal of what has expired. Or the time it takes would tell users from strangers.
 */
export function decoyRecord(
  { pool: { id: poolId } }: SignInContext,
  { sub, id, now }: { readonly sub: string; readonly id: string; readonly now: Date },
): readonly Write[] {
  const code: VerificationCode = {
    poolId,
    subject: sub,
    purpose: 'one-time-password',
    codeHash: id,
    attribute: 'email',
    destination: '',
    createdAt: now,
    expiresAt: now,
    failures: 0,
  }
  return [
    { write: 'putCode', code },
    { write: 'spendSession', poolId, sessionId: id, expiresAt: now },
  ]
}
