import { firstStep } from '../../domain/sign-in/first-step.ts'
import type { Challenge, SignInProgress } from '../../domain/sign-in/state.ts'
import type { User } from '../../domain/users/user.ts'
import type { Write } from '../../ports/storage/storage.ts'
import type { Begun } from './proofs/factor-work.ts'
import { poseChallenge } from './pose-challenge.ts'
import type { SignInContext, SignInPorts, SignInStep } from './sign-in-step.ts'

export interface FirstTurn {
  readonly context: SignInContext
  readonly progress: SignInProgress
  /** What was answered; undefined where the sign-in begins. */
  readonly answered: Challenge | undefined
  /** Undefined for a name nobody has. */
  readonly user: User | undefined
  readonly begun: Begun
  readonly writes: readonly Write[]
}

/**
 * Poses the challenge that comes first, or another in its place: what `advance` is to proofs. Nothing is asked about
 * the user but what they begin with, so that nobody learns more before they have proven something.
 */
export async function takeFirstStep(ports: SignInPorts, turn: FirstTurn): Promise<SignInStep> {
  const { context, progress, answered, user, begun, writes } = turn
  const { firstFactors } = progress
  const next = firstStep({ challenge: answered, firstFactors }, begun.event)
  if ('kind' in next) return next
  const posed = { context, progress, challenge: next, user, device: undefined }
  return poseChallenge(ports, { posed, writes, parameters: begun.parameters })
}
