import { aliasesNamedBy } from '../domain/user-alias.ts'
import type { UserPool } from '../domain/user-pool.ts'
import type { User } from '../domain/user.ts'
import type { Ports } from '../ports/ports.ts'

/** The user that `identifier` (username, verified alias, or sub) names in this pool. */
export async function findUser(
  ports: Pick<Ports, 'storage'>,
  pool: UserPool,
  identifier: string,
): Promise<User | undefined> {
  const user = await ports.storage.users.findByAlias(pool.id, aliasesNamedBy(pool, identifier))
  return user ?? (await ports.storage.users.find(pool.id, identifier))
}
