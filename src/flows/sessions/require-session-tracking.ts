import type { Refuse } from '../../contract/refusal.ts'
import { isTrackingSessions } from '../../domain/sessions/session-limits.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'

/** Refuses what makes sense only while the pool tracks sessions: no list at all is no empty list. */
export function requireSessionTracking(refuse: Refuse<'InvalidParameterException'>, pool: UserPool): void {
  if (isTrackingSessions(pool)) return
  throw refuse('InvalidParameterException', 'User session tracking is not enabled for the user pool.')
}
