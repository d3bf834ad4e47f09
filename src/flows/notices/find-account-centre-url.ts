import { extraOf } from '../../domain/extras/extras.ts'
import { accountPath } from '../../domain/users/account-centre.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { Ports } from '../../ports/ports.ts'
import { findDomainOrigin } from '../user-pools/find-domain-origin.ts'

/** Where people look after their account, for a mail that leads there; undefined where the pool has no such place. */
export async function findAccountCentreUrl(
  ports: Pick<Ports, 'addresses' | 'storage'>,
  pool: UserPool,
): Promise<string | undefined> {
  if (extraOf(pool, 'account-centre') === 'off') return undefined
  const origin = await findDomainOrigin(ports, pool.id)
  return origin === undefined ? undefined : `${origin}${accountPath}`
}
