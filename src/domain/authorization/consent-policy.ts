import type { AppClient } from '../app-clients/app-client.ts'
import { extraOf } from '../extras/extras.ts'
import type { UserPool } from '../user-pools/user-pool.ts'

/** Whether people are asked what this client may have of theirs. Cognito: never. */
export function asksConsent(pool: UserPool, client: AppClient): boolean {
  const wish = extraOf(pool, 'consent', client)
  return wish === 'registered' ? isSelfRegistered(client) : wish === 'on'
}

/** Nobody of the pool has looked at such a client: it says itself what it is called. */
export function isSelfRegistered({ configuration }: AppClient): boolean {
  return configuration.ClientType === 'DCR'
}
