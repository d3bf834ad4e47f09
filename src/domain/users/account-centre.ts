import type { AppClient } from '../app-clients/app-client.ts'
import { extraOf } from '../extras/extras.ts'
import type { UserPool } from '../user-pools/user-pool.ts'

/** What every page of the account centre begins with, below the pool's domain. */
export const accountPath = '/account'

/** Whether people enter the pool's account centre through this client: the pool names it by id or name. */
export function isAccountClient(pool: UserPool, { id, name }: Pick<AppClient, 'id' | 'name'>): boolean {
  const named = extraOf(pool, 'account-centre')
  return named !== 'off' && (named === id || named === name)
}
