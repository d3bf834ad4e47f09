import { aliasesNamedBy } from '../../domain/users/user-alias.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { User } from '../../domain/users/user.ts'
import type { Ports } from '../../ports/ports.ts'

/**
 * The user that `identifier` (sub, username or active alias) names in this pool. A `sub` goes first, or whoever took
 * another's as a username would be found in their place. Both are looked up whether or not the first one hits, so
 * that a name nobody has costs what any other does.
 */
export async function findUser(
  ports: Pick<Ports, 'storage'>,
  pool: UserPool,
  identifier: string,
): Promise<User | undefined> {
  const [bySub, byAlias] = await Promise.all([
    ports.storage.users.find(pool.id, identifier),
    ports.storage.users.findByAlias(pool.id, aliasesNamedBy(pool, identifier)),
  ])
  return bySub ?? byAlias
}
