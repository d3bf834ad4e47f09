import type {
  ChallengeName,
  ChallengeResponse,
  EventResponseType,
  EventType,
  FeedbackValueType,
  RiskDecisionType,
  RiskLevelType,
} from '../../contract/shapes.gen.ts'
import type { DeviceFacts } from '../request-facts.ts'

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
  /** Absent where threat protection did not look at it. */
  readonly risk?: EventRisk
  readonly device?: DeviceFacts
  readonly feedback?: EventFeedback
}

/** What threat protection made of it. */
export interface EventRisk {
  readonly decision: RiskDecisionType
  readonly level?: RiskLevelType
  readonly isCompromised?: boolean
}

/** What the user or an administrator said of it afterwards. */
export interface EventFeedback {
  readonly value: FeedbackValueType
  readonly provider: string
  readonly at: Date
}
