import type { Refuse } from '../../contract/refusal.ts'
import type { User } from '../../domain/users/user.ts'
import type { Ports } from '../../ports/ports.ts'
import { userDeletion } from './delete-user.ts'

type Owner = Pick<User, 'poolId' | 'sub'>
type Needed = Pick<Ports, 'clock' | 'storage'>

const dayMilliseconds = 24 * 60 * 60 * 1000
/** So that nobody waits long for the writer; the rest goes the next time. */
const mostAtOnce = 500

/** Ends every session of the user, who will be deleted after so many days. Answers when. */
export async function planDeletion(
  { clock, storage }: Needed,
  refuse: Refuse<'UserNotFoundException'>,
  { user: { poolId, sub }, days }: { readonly user: Owner; readonly days: number },
): Promise<Date> {
  const at = clock.now()
  const dueAt = new Date(at.getTime() + days * dayMilliseconds)
  const result = await storage.commit([
    { write: 'planDeletion', plan: { poolId, sub, dueAt } },
    { write: 'signOutEverywhere', poolId, sub, at },
  ])
  if (!result.committed) throw refuse('UserNotFoundException', 'User does not exist.')
  return dueAt
}

/** The user stays after all. */
export async function dropDeletion({ storage }: Pick<Ports, 'storage'>, { poolId, sub }: Owner): Promise<void> {
  const result = await storage.commit([{ write: 'dropDeletionPlan', poolId, sub }])
  if (!result.committed) throw new Error(`keeping a user met the guard ${result.guard}, which it does not set`)
}

/** Deletes the users whose time has come; answers how many. Who is kept at the last moment stays: the commit decides. */
export async function deleteDueUsers({ clock, storage }: Needed): Promise<number> {
  const now = clock.now()
  let deleted = 0
  for (const { poolId, sub } of await storage.deletionPlans.listDue(now, mostAtOnce)) {
    const take = { write: 'takeDueDeletion', poolId, sub, now } as const
    const { committed } = await storage.commit([take, ...userDeletion({ poolId, sub }, now)])
    if (committed) deleted += 1
  }
  return deleted
}
