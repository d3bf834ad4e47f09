import type { Refuse } from '../../contract/refusal.ts'
import { matchTotpStep } from '../../crypto/totp.ts'
import { requireSoftwareTokenOffered } from './associate-software-token.ts'
import { noticeOf, type NoticePorts, type Owner } from '../notices/notice-of-change.ts'
import type { UserOfPool } from '../users/require-user.ts'

/**
 * Makes the secret that a signed-in user was given the one that counts, once a code shows that the app has it. The
 * code's step is spent with it. Whoever calls knows the secret already, so a wrong code is no guess.
 */
export async function verifySoftwareToken(
  ports: NoticePorts,
  refuse: Refuse<'EnableSoftwareTokenMFAException' | 'SoftwareTokenMFANotFoundException'>,
  request: UserOfPool &
    Pick<Owner, 'language'> & { readonly code: string; readonly friendlyDeviceName: string | undefined },
): Promise<void> {
  const { pool, user, code, friendlyDeviceName, language } = request
  requireSoftwareTokenOffered(refuse, pool)
  const { poolId, sub } = user
  const pendingSecret = (await ports.storage.factors.findSoftwareToken(poolId, sub))?.pendingSecret
  if (pendingSecret === undefined) throw refuse('EnableSoftwareTokenMFAException', 'Code mismatch')
  const match = matchTotpStep(pendingSecret, code, ports.clock.now(), undefined)
  if (typeof match === 'string') throw refuse('EnableSoftwareTokenMFAException', 'Code mismatch')
  const { step } = match
  // A new one that nobody is asked for yet guards nothing: turning it on is what counts then.
  const isReplaced = user.mfaFactors.includes('SOFTWARE_TOKEN_MFA')
  const notices = isReplaced ? await noticeOf(ports, { pool, user, language }, 'second-factor') : []
  const committed = await ports.storage.commit([
    { write: 'verifySoftwareToken', poolId, sub, pendingSecret, step, friendlyDeviceName },
    ...notices,
  ])
  if (!committed.committed) throw refuse('EnableSoftwareTokenMFAException', 'Code mismatch')
}
