import type { ChallengeSubject } from '../../domain/sign-in/factor.ts'
import { factors } from '../../domain/sign-in/factors.ts'
import { refused, type SignInRefusal } from '../../domain/sign-in/refusal-reason.ts'
import type { Challenge, ChallengeName } from '../../domain/sign-in/state.ts'
import type { Write } from '../../ports/storage/storage.ts'
import { guardRefusal } from '../guard-refusal.ts'
import { factorWorks } from './factor-works.ts'
import type { PosedChallenge, Preparation } from './factor-work.ts'
import { sealState, waitingState } from './sealed-state.ts'
import type { SignInPorts, SignInStep } from './sign-in-step.ts'

/**
 * Poses a challenge: sends what it sends, spends what led to it, all in one commit, and hands out the sealed state.
 * A challenge that neither follows an answer nor sends anything writes nothing.
 */
export async function poseChallenge(
  ports: SignInPorts,
  { posed, writes }: { readonly posed: PosedChallenge; readonly writes: readonly Write[] },
): Promise<SignInStep> {
  const { context, progress, challenge, user } = posed
  const prepared = await prepare(ports, posed)
  if (prepared.kind === 'refused') return prepared
  const all = [...writes, ...prepared.writes]
  const committed = all.length > 0 ? await ports.storage.commit(all) : { committed: true as const }
  if (!committed.committed) {
    const isSendingLimit = committed.guard === 'under-limit' && prepared.writes.length > 0
    return isSendingLimit ? refused('code-limit') : guardRefusal(committed)
  }
  const { carrier } = factorWorks[challenge.name]
  const sealed = sealState(ports, waitingState(ports, context, progress, challenge), carrier)
  const own = parametersOf(challenge, { pool: context.pool, client: context.client, user })
  const block: Readonly<Record<string, string>> = carrier === 'secret-block' ? { SECRET_BLOCK: sealed } : {}
  return {
    kind: 'challenge',
    name: challenge.name,
    parameters: { ...own, ...prepared.parameters, ...block },
    session: carrier === 'session' ? sealed : undefined,
  }
}

function prepare<Name extends ChallengeName>(
  ports: SignInPorts,
  posed: PosedChallenge<Name>,
): Promise<Preparation | SignInRefusal> {
  return factorWorks[posed.challenge.name].prepare(ports, posed)
}

function parametersOf<Name extends ChallengeName>(
  challenge: Challenge<Name>,
  subject: ChallengeSubject,
): Readonly<Record<string, string>> {
  return factors[challenge.name].parameters(challenge, subject)
}
