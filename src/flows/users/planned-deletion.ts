import type { Refuse } from '../../contract/refusal.ts'
import { plannedDeletionNotice } from '../../domain/messages/deletion-notice.ts'
import type { User } from '../../domain/users/user.ts'
import { dayText } from '../../messages/day-text.ts'
import type { Ports } from '../../ports/ports.ts'
import type { Write } from '../../ports/storage/storage.ts'
import { findAccountCentreUrl } from '../notices/find-account-centre-url.ts'
import { noticedDeletion } from './delete-user.ts'
import { notMeUrl, tellOwner, type NoticePorts, type Owner } from '../notices/notice-of-change.ts'

const dayMilliseconds = 24 * 60 * 60 * 1000
/** So that nobody waits long for the writer; the rest goes the next time. */
const mostAtOnce = 500

/** Ends every session of the user, who will be deleted after so many days, and tells them. Answers when. */
export async function planDeletion(
  ports: NoticePorts,
  refuse: Refuse<'UserNotFoundException'>,
  { owner, days }: { readonly owner: Owner; readonly days: number },
): Promise<Date> {
  const at = ports.clock.now()
  const { pool, user } = owner
  const dueAt = new Date(at.getTime() + days * dayMilliseconds)
  const of = { poolId: pool.id, sub: user.sub }
  const result = await ports.storage.commit([
    { write: 'planDeletion', plan: { ...of, dueAt } },
    { write: 'signOutEverywhere', ...of, at },
    ...(await noticeOfPlan(ports, owner, dueAt)),
  ])
  if (!result.committed) throw refuse('UserNotFoundException', 'User does not exist.')
  return dueAt
}

async function noticeOfPlan(ports: NoticePorts, owner: Owner, dueAt: Date): Promise<readonly Write[]> {
  const [keep, notMe] = await Promise.all([findAccountCentreUrl(ports, owner.pool), notMeUrl(ports, owner)])
  const links = keep !== undefined && notMe !== undefined ? { keep, notMe } : undefined
  return tellOwner(ports, owner, (messages, by) =>
    plannedDeletionNotice(messages, by, { day: dayText(messages, dueAt), links }),
  )
}

/** The user stays after all. */
export async function dropDeletion(
  { storage }: Pick<Ports, 'storage'>,
  { poolId, sub }: Pick<User, 'poolId' | 'sub'>,
): Promise<void> {
  const result = await storage.commit([{ write: 'dropDeletionPlan', poolId, sub }])
  if (!result.committed) throw new Error(`keeping a user met the guard ${result.guard}, which it does not set`)
}

/** Deletes the users whose time has come; answers how many. Who is kept at the last moment stays: the commit decides. */
export async function deleteDueUsers(ports: Pick<Ports, 'clock' | 'random' | 'storage'>): Promise<number> {
  const { clock, storage } = ports
  const now = clock.now()
  let deleted = 0
  for (const { poolId, sub } of await storage.deletionPlans.listDue(now, mostAtOnce)) {
    const [pool, user] = await Promise.all([storage.userPools.find(poolId), storage.users.find(poolId, sub)])
    if (pool === undefined || user === undefined) continue
    const take = { write: 'takeDueDeletion', poolId, sub, now } as const
    const { committed } = await storage.commit([take, ...(await noticedDeletion(ports, { pool, user }))])
    if (committed) deleted += 1
  }
  return deleted
}
