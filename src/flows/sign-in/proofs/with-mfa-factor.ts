import { aliasesOf } from '../../../domain/users/user-alias.ts'
import type { UserPool } from '../../../domain/user-pools/user-pool.ts'
import type { MfaFactor, User } from '../../../domain/users/user.ts'
import type { Write } from '../../../ports/storage/storage.ts'

/** The user once a second factor has been set up in the course of signing in: the first one is the preferred one. */
export function withMfaFactor(user: User, factor: MfaFactor, now: Date): User {
  return {
    ...user,
    mfaFactors: [...user.mfaFactors.filter((held) => held !== factor), factor],
    preferredMfaFactor: user.preferredMfaFactor ?? factor,
    updatedAt: now,
    version: user.version + 1,
  }
}

/** The write that stores a changed user with the names that now lead to it. */
export function updateOf(pool: UserPool, user: User): Write {
  return { write: 'updateUser', user, aliases: aliasesOf(pool, user) }
}
