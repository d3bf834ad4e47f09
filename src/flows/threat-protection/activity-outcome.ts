import type { EventResponseType, EventType, RiskDecisionType } from '../../contract/shapes.gen.ts'
import type { Write } from '../../ports/storage/storage.ts'

/** What there is to count about people's activity. */
export type ActivityOutcome =
  | {
      readonly kind: 'event'
      readonly type: EventType
      readonly response: EventResponseType
      readonly decision: RiskDecisionType | 'none'
    }
  /** A wrong password, code or proof, of somebody or nobody. */
  | { readonly kind: 'guess' }

/** What a commit that was made says of it. */
export function activityOutcomes(writes: readonly Write[]): readonly ActivityOutcome[] {
  return writes.flatMap((write): readonly ActivityOutcome[] => {
    if (write.write === 'recordFailure') return [{ kind: 'guess' }]
    if (write.write !== 'recordAuthEvent') return []
    const { type, response, risk } = write.event
    return [{ kind: 'event', type, response, decision: risk?.decision ?? 'none' }]
  })
}
