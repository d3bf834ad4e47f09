import type { Device } from '../../../domain/devices/device.ts'
import type { FirstStepEvent, SignInEvent } from '../../../domain/sign-in/factor.ts'
import type { SignInRefusal } from '../../../domain/sign-in/refusal-reason.ts'
import type {
  Challenge,
  ChallengeName,
  ChallengeResult,
  Proof,
  SignInProgress,
  SignInState,
} from '../../../domain/sign-in/state.ts'
import type { User } from '../../../domain/users/user.ts'
import type { Write } from '../../../ports/storage/storage.ts'
import type { Carrier } from '../sealed-state.ts'
import type { SignInContext, SignInPorts } from '../sign-in-step.ts'

/** A challenge that is about to be posed to whoever it may be. */
export interface FirstPosed<Name extends ChallengeName = ChallengeName> {
  readonly context: SignInContext
  readonly progress: SignInProgress
  readonly challenge: Challenge<Name>
}

/** The same where it is posed to a user. */
export interface PosedChallenge<Name extends ChallengeName = ChallengeName> extends FirstPosed<Name> {
  readonly user: User
  readonly device: Device | undefined
}

/** What posing it takes besides its plain parameters: a code to send, a value that is stored elsewhere. */
export interface Preparation {
  readonly kind: 'prepared'
  readonly parameters: Readonly<Record<string, string>>
  /** The challenge with what was made for it, where that is something to remember. */
  readonly challenge?: Challenge
  readonly writes: readonly Write[]
}

/** An answer to a waiting challenge. Required members are present. */
export interface Answer<Name extends ChallengeName = ChallengeName> {
  readonly context: SignInContext
  readonly state: SignInState
  readonly challenge: Challenge<Name>
  readonly responses: Readonly<Record<string, string>>
}

/** What moves a sign-in on without proving anything, and what the next challenge tells besides its own. */
export interface Begun {
  readonly kind: 'begun'
  readonly event: FirstStepEvent
  readonly parameters?: Readonly<Record<string, string>>
}

export type Judgement =
  | {
      readonly kind: 'accepted'
      readonly event: SignInEvent
      /** Committed with what the answer unlocks. */
      readonly writes: readonly Write[]
      /** The user as these writes leave it, where they change it. */
      readonly user?: User
    }
  | Begun
  /** An answer that only the pool's functions can make something of. A wrong one is counted all the same. */
  | { readonly kind: 'answered'; readonly result: ChallengeResult }
  /** A wrong guess, to be counted with these writes. */
  | {
      readonly kind: 'wrong'
      readonly proof: Proof
      readonly refusal: SignInRefusal
      readonly writes: readonly Write[]
    }
  /** No answer to this challenge can be right any more: the session ends. */
  | { readonly kind: 'over'; readonly refusal: SignInRefusal }
  /** None of these: nothing was proven or disproven, and the session lives on. */
  | SignInRefusal

/**
 * The half of a challenge that does something: the other, pure one is the `Factor` of the same name in
 * `domain/sign-in/factors`. A new factor is these two files and a line in each of the two registries.
 */
export interface FactorWork<Name extends ChallengeName = ChallengeName> {
  /** Where the state travels while the challenge waits. */
  readonly carrier: Carrier
  readonly prepare: (ports: SignInPorts, posed: PosedChallenge<Name>) => Promise<Preparation | SignInRefusal>
  readonly judge: (ports: SignInPorts, answer: Answer<Name>, user: User) => Promise<Judgement>
  /** For challenges that are posed to names nobody has: the same work and the answer no. */
  readonly prepareNobody?: (ports: SignInPorts, posed: FirstPosed<Name>) => Promise<Preparation | SignInRefusal>
  readonly judgeNobody?: (ports: SignInPorts, answer: Answer<Name>) => Promise<Judgement>
}

/** For challenges that say all there is to say by themselves. */
export const nothingToPrepare = async (): Promise<Preparation> => ({ kind: 'prepared', parameters: {}, writes: [] })
