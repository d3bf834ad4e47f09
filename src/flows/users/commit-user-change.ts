import type { Refuse } from '../../contract/refusal.ts'
import { aliasesOf } from '../../domain/users/user-alias.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { User, UserAlias } from '../../domain/users/user.ts'
import type { Ports } from '../../ports/ports.ts'
import type { GuardName, Write } from '../../ports/storage/storage.ts'
import { commitMovingAliases } from './move-aliases.ts'

/** What is to become of a user, with what else happens in the same commit. */
export interface UserChange {
  /** Version and time of change are set by the commit. */
  readonly user: User
  /** Come before the user's own write, so that their guards speak first. */
  readonly writes: readonly Write[]
}

export type UserCommit =
  | { readonly committed: true; readonly user: User }
  | {
      readonly committed: false
      readonly guard: Exclude<GuardName, 'user-exists' | 'user-version'>
      readonly alias: UserAlias | undefined
    }

const mostTries = 10

/**
 * Changes one user. `decide` says what is to happen from the record as it is, and is asked again with a fresh one when
 * another change came between; it may refuse. No change is ever written over one that it did not see.
 */
export async function commitUserChange(
  ports: Pick<Ports, 'clock' | 'storage'>,
  refuse: Refuse<'TooManyRequestsException' | 'UserNotFoundException'>,
  of: { readonly pool: UserPool; readonly user: User; readonly moveAliases?: boolean },
  decide: (user: User) => UserChange | Promise<UserChange>,
): Promise<UserCommit> {
  const { pool, moveAliases = false } = of
  let before = of.user
  for (let tries = 0; tries < mostTries; tries += 1) {
    const change = await decide(before)
    const user: User = { ...change.user, updatedAt: ports.clock.now(), version: before.version + 1 }
    const writes: Write[] = [...change.writes, { write: 'updateUser', user, aliases: aliasesOf(pool, user) }]
    const result = await (moveAliases ? commitMovingAliases(ports, pool, writes) : ports.storage.commit(writes))
    if (result.committed) return { committed: true, user }
    const { guard, alias } = result
    if (guard !== 'user-version' && guard !== 'user-exists') return { committed: false, guard, alias }
    const fresh = await ports.storage.users.find(pool.id, before.sub)
    if (!fresh) throw refuse('UserNotFoundException', 'User does not exist.')
    before = fresh
  }
  throw refuse('TooManyRequestsException', 'Too many requests')
}
