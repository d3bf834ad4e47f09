import type { Refuse } from '../../contract/refusal.ts'
import { deletionNotice } from '../../domain/messages/deletion-notice.ts'
import type { User } from '../../domain/users/user.ts'
import type { Ports } from '../../ports/ports.ts'
import type { Write } from '../../ports/storage/storage.ts'
import { tellOwner, type Owner } from '../notices/notice-of-change.ts'

/** Removes a user with all that is theirs; their sessions end in the same commit. */
export async function deleteUser(
  ports: Pick<Ports, 'clock' | 'storage'>,
  refuse: Refuse<'UserNotFoundException'>,
  user: Pick<User, 'poolId' | 'sub'>,
): Promise<void> {
  await commitDeletion(ports, refuse, userDeletion(user, ports.clock.now()))
}

/** The same at a page, and tells them. Cognito: nobody hears of a deletion through the API. */
export async function deleteOwnAccount(
  ports: Pick<Ports, 'clock' | 'random' | 'storage'>,
  refuse: Refuse<'UserNotFoundException'>,
  owner: Owner,
): Promise<void> {
  await commitDeletion(ports, refuse, await noticedDeletion(ports, owner))
}

/** What deletes a user and tells them of it. */
export async function noticedDeletion(ports: Pick<Ports, 'clock' | 'random'>, owner: Owner): Promise<readonly Write[]> {
  const of = { poolId: owner.pool.id, sub: owner.user.sub }
  return [...(await tellOwner(ports, owner, deletionNotice)), ...userDeletion(of, ports.clock.now())]
}

function userDeletion({ poolId, sub }: Pick<User, 'poolId' | 'sub'>, at: Date): readonly Write[] {
  return [
    { write: 'signOutEverywhere', poolId, sub, at },
    { write: 'deleteUser', poolId, sub },
  ]
}

async function commitDeletion(
  { storage }: Pick<Ports, 'storage'>,
  refuse: Refuse<'UserNotFoundException'>,
  writes: readonly Write[],
): Promise<void> {
  const result = await storage.commit(writes)
  if (!result.committed) throw refuse('UserNotFoundException', 'User does not exist.')
}
