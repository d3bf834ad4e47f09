import type { Passkey } from '../../domain/factors/passkey.ts'
import { quotas } from '../../domain/user-pools/quotas.ts'
import type { User } from '../../domain/users/user.ts'
import type { Ports } from '../../ports/ports.ts'

/** All passkeys of a user, of which there are never more than a page. */
export async function listPasskeys(
  ports: Pick<Ports, 'storage'>,
  { poolId, sub }: Pick<User, 'poolId' | 'sub'>,
): Promise<readonly Passkey[]> {
  const page = await ports.storage.passkeys.list(poolId, sub, { limit: quotas.passkeys.limit, after: undefined })
  return page.items
}
