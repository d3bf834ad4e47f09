import type { User } from '../../domain/users/user.ts'
import type { Ports } from '../../ports/ports.ts'

/** The user of a sign-in that is to be continued: none once they are deleted, disabled or signed out since. */
export async function findSignedInUser(
  { storage }: Pick<Ports, 'storage'>,
  { poolId, sub, authenticatedAt }: { readonly poolId: string; readonly sub: string; readonly authenticatedAt: Date },
): Promise<User | undefined> {
  const [user, signedOutAt] = await Promise.all([
    storage.users.find(poolId, sub),
    storage.users.findSignedOutAt(poolId, sub),
  ])
  if (user === undefined || !user.enabled) return undefined
  return signedOutAt !== undefined && authenticatedAt < signedOutAt ? undefined : user
}
