import type { Refuse } from '../../contract/refusal.ts'
import { protectionMode } from '../../domain/risk/protection-mode.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'

/** Refuses what only a pool with threat protection has. Unknown: Cognito's text. */
export function requireThreatProtection(refuse: Refuse<'UserPoolAddOnNotEnabledException'>, pool: UserPool): void {
  if (protectionMode(pool) !== 'OFF') return
  throw refuse('UserPoolAddOnNotEnabledException', 'User pool add-ons are not enabled for this user pool.')
}
