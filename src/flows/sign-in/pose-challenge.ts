import type { Device } from '../../domain/devices/device.ts'
import { factors } from '../../domain/sign-in/factors.ts'
import type { ChallengeSubject } from '../../domain/sign-in/factor.ts'
import { refused, type SignInRefusal } from '../../domain/sign-in/refusal-reason.ts'
import type { Challenge, ChallengeName, SignInState } from '../../domain/sign-in/state.ts'
import { unknownUserIdForSrp } from '../../domain/sign-in/unknown-user.ts'
import type { User } from '../../domain/users/user.ts'
import type { Write } from '../../ports/storage/storage.ts'
import { guardRefusal } from '../guard-refusal.ts'
import { invalidResponse } from '../triggers/run-trigger.ts'
import { factorWorks } from './factor-works.ts'
import type { FirstPosed, Preparation } from './proofs/factor-work.ts'
import { refusedByTrigger } from '../triggers/refused-by-trigger.ts'
import { sealState, waitingState } from './sealed-state.ts'
import type { SignInPorts, SignInStep } from './sign-in-step.ts'

/** Cognito: what clients may send back. Only what functions keep to themselves can make it longer. */
const longestSession = 2048

/** Whom a challenge is posed to: a user, or a name nobody has. */
type Posed<Name extends ChallengeName = ChallengeName> = FirstPosed<Name> & {
  readonly user: User | undefined
  readonly device: Device | undefined
}

/**
 * Poses a challenge: sends what it sends, spends what led to it, all in one commit, and hands out the sealed state.
 * A challenge that neither follows an answer nor sends anything writes nothing.
 */
export async function poseChallenge(
  ports: SignInPorts,
  {
    posed,
    writes,
    parameters = {},
  }: {
    readonly posed: Posed
    readonly writes: readonly Write[]
    /** What the challenge tells besides, known by whoever led to it. */
    readonly parameters?: Readonly<Record<string, string>> | undefined
  },
): Promise<SignInStep> {
  const { context, progress, challenge, user } = posed
  const prepared = await prepare(ports, posed)
  if (prepared.kind === 'refused') return prepared
  const state = waitingState(ports, context, progress, prepared.challenge ?? challenge)
  const isInBlock = factorWorks[challenge.name].carrier === 'secret-block'
  const session = isInBlock ? wayBack(ports, state) : sealState(ports, state, 'session')
  if (session !== undefined && session.length > longestSession) {
    return refusedByTrigger(invalidResponse('Lambda output is too large'))
  }
  const all = [...writes, ...prepared.writes]
  const committed = all.length > 0 ? await ports.storage.commit(all) : { committed: true as const }
  if (!committed.committed) {
    const isSendingLimit = committed.guard === 'under-limit' && prepared.writes.length > 0
    return isSendingLimit ? refused('code-limit') : guardRefusal(committed)
  }
  const userId = user?.username ?? unknownUserIdForSrp(context.pool, progress)
  const { pool, client } = context
  const own = parametersOf(challenge, { pool, client, username: progress.username, userId, user })
  const block: Readonly<Record<string, string>> = isInBlock
    ? { SECRET_BLOCK: sealState(ports, state, 'secret-block') }
    : {}
  return {
    kind: 'challenge',
    name: challenge.name,
    parameters: { ...own, ...prepared.parameters, ...parameters, ...block },
    session,
    available: state.proofs.length === 0 ? state.firstFactors : undefined,
  }
}

/**
 * Beside a SECRET_BLOCK a session is of use only to go back: to the choice, or to the beginning of the exchange that
 * functions asked for. One answer spends both.
 */
function wayBack(ports: SignInPorts, state: SignInState): string | undefined {
  const { challenge, firstFactors, proofs, custom } = state
  if (challenge.name !== 'PASSWORD_VERIFIER' || proofs.length > 0) return undefined
  if (firstFactors !== undefined)
    return sealState(ports, { ...state, challenge: { name: 'SELECT_CHALLENGE' } }, 'session')
  return custom && sealState(ports, { ...state, challenge: { name: 'PASSWORD_SRP' } }, 'session')
}

async function prepare<Name extends ChallengeName>(
  ports: SignInPorts,
  { user, ...posed }: Posed<Name>,
): Promise<Preparation | SignInRefusal> {
  const work = factorWorks[posed.challenge.name]
  if (user !== undefined) return work.prepare(ports, { ...posed, user })
  return work.prepareNobody?.(ports, posed) ?? refused('session-invalid')
}

function parametersOf<Name extends ChallengeName>(
  challenge: Challenge<Name>,
  subject: ChallengeSubject,
): Readonly<Record<string, string>> {
  return factors[challenge.name].parameters(challenge, subject)
}
