import type { UserAlias } from '../../domain/users/user.ts'
import type { GuardName } from '../../ports/storage/storage.ts'
import type { LogRecordRow } from './log-records/tables.ts'
import type { MessageRow } from './installation/tables.ts'
import type { Ended } from './revocations/record-revocations.ts'

/** Guards of writes that do not come through the storage port. */
export type OwnGuard = 'gateway-session-free' | 'gateway-session-version' | 'gateway-session-exists'

/** What a write came to: nothing to say, a failed guard, or what it was asked to bring. */
export interface Applied {
  readonly failed?: GuardName | OwnGuard
  /** For `alias-free`: the one that is taken. */
  readonly alias?: UserAlias
  readonly claimed?: readonly MessageRow[]
  readonly claimedLogs?: readonly LogRecordRow[]
  readonly removed?: number
  /** What it ended of sessions, for those who only hear of that. */
  readonly ended?: readonly Ended[]
}

export const done: Applied = {}

export function guarded(holds: boolean, guard: GuardName | OwnGuard): Applied {
  return holds ? done : { failed: guard }
}
