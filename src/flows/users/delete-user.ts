import type { Refuse } from '../../contract/refusal.ts'
import type { User } from '../../domain/users/user.ts'
import type { Ports } from '../../ports/ports.ts'

/** Removes a user with all that is theirs; their sessions end in the same commit. */
export async function deleteUser(
  ports: Pick<Ports, 'clock' | 'storage'>,
  refuse: Refuse<'UserNotFoundException'>,
  { poolId, sub }: Pick<User, 'poolId' | 'sub'>,
): Promise<void> {
  const result = await ports.storage.commit([
    { write: 'signOutEverywhere', poolId, sub, at: ports.clock.now() },
    { write: 'deleteUser', poolId, sub },
  ])
  if (!result.committed) throw refuse('UserNotFoundException', 'User does not exist.')
}
