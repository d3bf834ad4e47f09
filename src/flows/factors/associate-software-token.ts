import type { Refuse } from '../../contract/refusal.ts'
import { newTotpSecret } from '../../crypto/totp.ts'
import { isMfaFactorOffered } from '../../domain/factors/mfa-selection.ts'
import type { Ports } from '../../ports/ports.ts'
import type { UserOfPool } from '../users/require-user.ts'

/**
 * Gives a signed-in user a new secret for an authenticator app. The one in use, if any, goes on working until a code
 * of the new one was shown.
 */
export async function associateSoftwareToken(
  ports: Pick<Ports, 'random' | 'storage'>,
  refuse: Refuse<'SoftwareTokenMFANotFoundException'>,
  { pool, user }: UserOfPool,
): Promise<string> {
  requireSoftwareTokenOffered(refuse, pool)
  const pendingSecret = newTotpSecret((size) => ports.random.bytes(size))
  const { poolId, sub } = user
  const committed = await ports.storage.commit([{ write: 'associateSoftwareToken', poolId, sub, pendingSecret }])
  if (!committed.committed) throw new Error(`associating a software token met the guard ${committed.guard}`)
  return pendingSecret
}

/** Refuses a software token in a pool that does not want any. */
export function requireSoftwareTokenOffered(
  refuse: Refuse<'SoftwareTokenMFANotFoundException'>,
  pool: UserOfPool['pool'],
): void {
  if (isMfaFactorOffered(pool, 'SOFTWARE_TOKEN_MFA')) return
  throw refuse('SoftwareTokenMFANotFoundException', 'Software Token MFA has not been enabled by the userPool')
}
