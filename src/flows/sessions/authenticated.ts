import type { AppClient } from '../../domain/app-clients/app-client.ts'
import type { RequestFacts } from '../../domain/request-facts.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { AcrLevel } from '../../domain/user-pools/acr.ts'
import type { ChallengeName } from '../../domain/sign-in/state.ts'
import type { User } from '../../domain/users/user.ts'
import type { Write } from '../../ports/storage/storage.ts'
import type { Metadata } from '../triggers/trigger.ts'

const proven: unique symbol = Symbol('authenticated')

/** The facts of a proven sign-in, and the guarded writes that make it final. */
export interface ProvenSignIn {
  readonly pool: UserPool
  readonly client: AppClient
  readonly user: User
  /** Where the person is, as far as the request tells. */
  readonly request: RequestFacts
  /** The `event_id` of the tokens. */
  readonly eventId: string
  /** What was proven, in the words of RFC 8176: `pwd`, `otp`, `sms` … */
  readonly amr: readonly string[]
  /** What level of certainty an identity provider vouched for, where one did. */
  readonly vouchedLevel?: AcrLevel | undefined
  /** Whether the client asked how sure one may be of it (step-up). */
  readonly isAcrAsked?: boolean
  readonly authenticatedAt: Date
  /** The id that the token family will have: writes of this same commit may name it. */
  readonly familyId: string
  /** The `device_key` of the tokens. */
  readonly deviceKey: string | undefined
  /** Set when the device is new, so that the client can confirm it. */
  readonly newDevice: { readonly deviceKey: string; readonly deviceGroupKey: string } | undefined
  /** What the last answer was to; none where a password that came with the first request was all. */
  readonly answered?: ChallengeName | undefined
  /** What the triggers at its end are told. */
  readonly clientMetadata?: Metadata
  /** Spends sessions and codes, clears failures, records the event: must be committed with what the sign-in unlocks. */
  readonly writes: readonly Write[]
}

/** A proven sign-in. Nothing but `proveSignIn` makes one, and nothing but one leads to tokens. */
export interface Authenticated extends ProvenSignIn {
  readonly [proven]: true
}

/** Called where a sign-in is proven and nowhere else: `flows/mint-session.test.ts` holds the list of callers. */
export function proveSignIn(facts: ProvenSignIn): Authenticated {
  return { ...facts, [proven]: true }
}
