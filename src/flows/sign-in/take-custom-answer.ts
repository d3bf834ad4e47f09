import type { ChallengeResult, CustomProgress, SignInState } from '../../domain/sign-in/state.ts'
import type { User } from '../../domain/users/user.ts'
import { guardRefusal } from '../guard-refusal.ts'
import { continueCustom } from './continue-custom.ts'
import { failureOf } from './record-guess.ts'
import { spend } from './sealed-state.ts'
import type { SignInContext, SignInPorts, SignInStep } from './sign-in-step.ts'

/**
 * Goes on after an answer to a question of the pool's functions. It is spent, and counted if it was wrong, before they
 * hear of it: one that fails instead of answering must not let guesses through for nothing.
 */
export async function takeCustomAnswer(
  ports: SignInPorts,
  context: SignInContext,
  { state, result, user, namedDeviceKey }: CustomAnswer,
): Promise<SignInStep> {
  const { sub, custom = { results: [] } } = state
  const failure = result.challengeResult ? [] : failureOf(ports, context, { sub, user, proof: 'custom' })
  const committed = await ports.storage.commit([spend(state), ...failure])
  if (!committed.committed) return guardRefusal(committed)
  const next = withResult(custom, result)
  return continueCustom(ports, { context, progress: state, custom: next, user, namedDeviceKey })
}

interface CustomAnswer {
  readonly state: SignInState
  readonly result: ChallengeResult
  readonly user: User | undefined
  readonly namedDeviceKey: string | undefined
}

function withResult(custom: CustomProgress, result: ChallengeResult): CustomProgress {
  return { ...custom, results: [...custom.results, result] }
}
