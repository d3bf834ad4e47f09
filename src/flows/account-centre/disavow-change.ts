import type { Refuse } from '../../contract/refusal.ts'
import { recoveryContact } from '../../domain/messages/code-delivery.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { User } from '../../domain/users/user.ts'
import type { Ports } from '../../ports/ports.ts'
import type { Write } from '../../ports/storage/storage.ts'
import { commitUserChange } from '../users/commit-user-change.ts'
import { disavowalSeconds, type Disavowal } from '../notices/disavowal.ts'

export type Disavowed =
  | { readonly kind: 'secured' }
  /** All of it but the address, which is somebody else's by now. */
  | { readonly kind: 'address-taken' }
  /** The link was used before, or its user is gone. */
  | { readonly kind: 'spent' }

/**
 * Secures an account whose owner says that a change was not theirs: everybody is signed out, the password must be reset,
 * an address that was taken comes back, a passkey that was added goes and no deletion stays planned. Once for each notice.
 */
export async function disavowChange(
  ports: Pick<Ports, 'clock' | 'storage'>,
  refuse: Refuse<'TooManyRequestsException' | 'UserNotFoundException'>,
  pool: UserPool,
  disavowal: Disavowal,
): Promise<Disavowed> {
  const user = await ports.storage.users.find(pool.id, disavowal.sub)
  if (user === undefined) return { kind: 'spent' }
  const kept = disavowal.deletesPasskey && (await ports.storage.passkeys.find(pool.id, disavowal.deletesPasskey))
  const deletesPasskey = kept && kept.sub === user.sub ? kept.credentialId : undefined
  const wanted = { ...disavowal, deletesPasskey }
  const result = await commitUserChange(ports, refuse, { pool, user }, (before) => secured(ports, pool, before, wanted))
  if (result.committed) return { kind: 'secured' }
  if (result.guard !== 'alias-free') return { kind: 'spent' }
  const rest = { ...wanted, restores: undefined }
  const again = await commitUserChange(ports, refuse, { pool, user }, (before) => secured(ports, pool, before, rest))
  return { kind: again.committed ? 'address-taken' : 'spent' }
}

function secured(
  ports: Pick<Ports, 'clock'>,
  pool: UserPool,
  before: User,
  { id, poolId, sub, restores, deletesPasskey }: Disavowal,
): { readonly user: User; readonly writes: readonly Write[] } {
  const at = ports.clock.now()
  const expiresAt = new Date(at.getTime() + disavowalSeconds * 1000)
  const address = restores && {
    [restores.attribute]: restores.destination,
    [`${restores.attribute}_verified`]: 'true',
  }
  const user: User = { ...before, attributes: { ...before.attributes, ...address }, pendingAttributes: {} }
  // Without an address for the code nobody could ever set another password.
  const isReset =
    user.status === 'CONFIRMED' && user.password !== undefined && recoveryContact(pool, user) !== undefined
  return {
    user: isReset ? { ...user, status: 'RESET_REQUIRED' } : user,
    writes: [
      { write: 'spendSession', poolId, sessionId: id, expiresAt },
      { write: 'signOutEverywhere', poolId, sub, at },
      { write: 'dropDeletionPlan', poolId, sub },
      ...(deletesPasskey ? [{ write: 'deletePasskey', poolId, sub, credentialId: deletesPasskey } as const] : []),
    ],
  }
}
