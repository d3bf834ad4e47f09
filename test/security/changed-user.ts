import type { UserPool } from '../../src/domain/user-pools/user-pool.ts'
import { aliasesOf } from '../../src/domain/users/user-alias.ts'
import type { User } from '../../src/domain/users/user.ts'
import type { Installation } from './installation.ts'

/** Changes what is stored of a user, past every rule. */
export function changedUser({ ports }: Pick<Installation, 'ports'>, pool: UserPool, sub: string) {
  return async (changes: Partial<User>): Promise<void> => {
    const stored = await ports.storage.users.find(pool.id, sub)
    if (!stored) throw new Error('there is no such user')
    const user = { ...stored, ...changes, version: stored.version + 1 }
    const result = await ports.storage.commit([{ write: 'updateUser', user, aliases: aliasesOf(pool, user) }])
    if (!result.committed) throw new Error(`the guard ${result.guard} failed`)
  }
}
