import { deviceKindOf } from '../../domain/devices/device-name.ts'
import { extraOf } from '../../domain/extras/extras.ts'
import type { User } from '../../domain/users/user.ts'
import type { Ports } from '../../ports/ports.ts'
import type { Write } from '../../ports/storage/storage.ts'
import { noticeOf, type NoticePorts } from '../notices/notice-of-change.ts'
import type { SignInContext } from './sign-in-step.ts'

/** So many of the last things that happened tell which devices are known. */
const mostEvents = 100

/**
 * The message that tells somebody of a sign-in from a kind of device or browser that has not been seen before, for the
 * commit of that sign-in. The first one of all is news to nobody.
 */
export async function noticeOfNewDevice(
  ports: NoticePorts,
  { pool, request }: SignInContext,
  user: User,
): Promise<readonly Write[]> {
  if (!extraOf(pool, 'new-device-notices')) return []
  const known = await knownKinds(ports, user)
  return known.size === 0 || known.has(deviceKindOf(request.userAgent))
    ? []
    : noticeOf(ports, { pool, user, language: request.language }, 'new-device')
}

async function knownKinds(
  ports: Pick<Ports, 'storage'>,
  { poolId, sub }: Pick<User, 'poolId' | 'sub'>,
): Promise<ReadonlySet<string>> {
  const { items } = await ports.storage.users.listAuthEvents(poolId, sub, { limit: mostEvents, after: undefined })
  const passed = items.filter(({ type, response }) => type === 'SignIn' && response === 'Pass')
  return new Set(passed.map(({ userAgent }) => deviceKindOf(userAgent)))
}
