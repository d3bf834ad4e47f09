import type { AppClient } from '../../domain/app-clients/app-client.ts'
import type { RequestFacts } from '../../domain/request-facts.ts'
import type { SignInRefusal } from '../../domain/sign-in/refusal-reason.ts'
import type { ChallengeName, FirstFactor } from '../../domain/sign-in/state.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { Ports } from '../../ports/ports.ts'
import type { Authenticated } from '../sessions/authenticated.ts'
import type { Metadata } from '../triggers/trigger.ts'

/** Through which client of which pool somebody signs in, and from where. */
export interface SignInContext {
  readonly pool: UserPool
  readonly client: AppClient
  readonly request: RequestFacts
  /** What triggers before the first proof are told: ClientMetadata of the operation that begins a sign-in. */
  readonly validationData?: Metadata
  /** What all other triggers are told: ClientMetadata of the operation that answers a challenge. */
  readonly clientMetadata?: Metadata
}

/** What a sign-in has come to. */
export type SignInStep =
  | {
      readonly kind: 'challenge'
      readonly name: ChallengeName
      readonly parameters: Readonly<Record<string, string>>
      /** Comes back with the answer; none where SECRET_BLOCK carries the state. */
      readonly session: string | undefined
      /** Of a sign-in by choice that has proven nothing yet: what it may begin with. */
      readonly available: readonly FirstFactor[] | undefined
    }
  /** Nothing is final yet: `mintSession`, or a commit of its writes with what the pages unlock, makes it so. */
  | { readonly kind: 'authenticated'; readonly authenticated: Authenticated }
  | SignInRefusal

export type SignInPorts = Pick<
  Ports,
  | 'addresses'
  | 'clock'
  | 'codes'
  | 'compromisedPasswords'
  | 'functions'
  | 'log'
  | 'passwordWork'
  | 'random'
  | 'sealing'
  | 'storage'
>
