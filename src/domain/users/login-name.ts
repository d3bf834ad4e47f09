import { usernameMode } from './user-alias.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import type { User } from './user.ts'

/** The name that people know themselves by, for messages: an address where they sign in with one. */
export function loginName(pool: UserPool, user: Pick<User, 'username' | 'attributes'>): string {
  if (usernameMode(pool) !== 'attribute') return user.username
  const names = pool.configuration.UsernameAttributes ?? []
  const [login] = names.flatMap((name) => user.attributes[name] ?? [])
  return login ?? user.username
}
