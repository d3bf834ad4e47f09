import type { Refuse } from '../../contract/refusal.ts'
import type { User } from '../../domain/users/user.ts'
import type { Ports } from '../../ports/ports.ts'
import { commitUserChange, type UserChange } from './commit-user-change.ts'
import type { UserOfPool } from './require-user.ts'

/** Changes a user in a way that no guard but the user's own version can keep from happening. */
export async function changeUser(
  ports: Pick<Ports, 'clock' | 'storage'>,
  refuse: Refuse<'TooManyRequestsException' | 'UserNotFoundException'>,
  of: UserOfPool,
  decide: (user: User) => UserChange | Promise<UserChange>,
): Promise<User> {
  const result = await commitUserChange(ports, refuse, of, decide)
  if (!result.committed) throw new Error(`The guard ${result.guard} kept a user from being changed`)
  return result.user
}
