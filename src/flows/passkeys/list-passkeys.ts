import type { Passkey } from '../../domain/passkey.ts'
import { quotas } from '../../domain/quotas.ts'
import type { User } from '../../domain/user.ts'
import type { Ports } from '../../ports/ports.ts'

/** All passkeys of a user, of which there are never more than a page. */
export async function listPasskeys(
  ports: Pick<Ports, 'storage'>,
  { poolId, sub }: Pick<User, 'poolId' | 'sub'>,
): Promise<readonly Passkey[]> {
  const page = await ports.storage.passkeys.list(poolId, sub, { limit: quotas.passkeys.limit, after: undefined })
  return page.items
}
