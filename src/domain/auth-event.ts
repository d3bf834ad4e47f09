import type { ChallengeName, ChallengeResponse, EventResponseType, EventType } from '../contract/shapes.gen.ts'

export interface AuthEvent {
  readonly poolId: string
  readonly sub: string
  /** The `event_id` claim of the tokens that the event led to. */
  readonly id: string
  readonly type: EventType
  readonly response: EventResponseType
  readonly createdAt: Date
  readonly clientId: string | undefined
  readonly ipAddress: string
  readonly userAgent: string | undefined
  readonly challenges: readonly { readonly name: ChallengeName; readonly response: ChallengeResponse }[]
}
