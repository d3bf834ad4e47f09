import type { Refuse } from '../../contract/refusal.ts'
import type { User } from '../../domain/users/user.ts'
import type { Ports } from '../../ports/ports.ts'
import type { Write } from '../../ports/storage/storage.ts'

/** Removes a user with all that is theirs; their sessions end in the same commit. */
export async function deleteUser(
  ports: Pick<Ports, 'clock' | 'storage'>,
  refuse: Refuse<'UserNotFoundException'>,
  user: Pick<User, 'poolId' | 'sub'>,
): Promise<void> {
  const result = await ports.storage.commit(userDeletion(user, ports.clock.now()))
  if (!result.committed) throw refuse('UserNotFoundException', 'User does not exist.')
}

export function userDeletion({ poolId, sub }: Pick<User, 'poolId' | 'sub'>, at: Date): readonly Write[] {
  return [
    { write: 'signOutEverywhere', poolId, sub, at },
    { write: 'deleteUser', poolId, sub },
  ]
}
