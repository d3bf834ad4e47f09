import type { Refuse } from '../../contract/refusal.ts'
import { aliasesOf } from '../../domain/users/user-alias.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { User, UserAlias } from '../../domain/users/user.ts'
import type { Ports } from '../../ports/ports.ts'
import type { Write } from '../../ports/storage/storage.ts'
import { commitMovingAliases } from './move-aliases.ts'

export interface NewUser {
  readonly pool: UserPool
  readonly user: User
  /** What else happens in the same commit. */
  readonly writes: readonly Write[]
  /** ForceAliasCreation: takes verified addresses away from whoever has them. */
  readonly moveAliases: boolean
}

const mostTries = 10

/** Adds a user. Answers with the alias that somebody else has, if that is what keeps it from happening. */
export async function createUser(
  ports: Pick<Ports, 'clock' | 'storage'>,
  refuse: Refuse<'ResourceNotFoundException' | 'TooManyRequestsException'>,
  { pool, user, writes, moveAliases }: NewUser,
): Promise<{ readonly taken: UserAlias | undefined }> {
  const all: Write[] = [{ write: 'createUser', user, aliases: aliasesOf(pool, user) }, ...writes]
  for (let tries = 0; tries < mostTries; tries += 1) {
    const result = await (moveAliases ? commitMovingAliases(ports, pool, all) : ports.storage.commit(all))
    if (result.committed) return { taken: undefined }
    if (result.alias) return { taken: result.alias }
    // Only the owner of an alias that moves has a version here: somebody changed that record meanwhile.
    if (result.guard !== 'user-version') {
      throw refuse('ResourceNotFoundException', `User pool ${pool.id} does not exist.`)
    }
  }
  throw refuse('TooManyRequestsException', 'Too many requests')
}
