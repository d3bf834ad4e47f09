import { isTemporaryPasswordExpired } from '../../domain/passwords/password-policy.ts'
import { refused, type SignInRefusal } from '../../domain/sign-in/refusal-reason.ts'
import { isHidingUserExistence } from '../../domain/sign-in/session-settings.ts'
import type { SignInProgress } from '../../domain/sign-in/state.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { User } from '../../domain/users/user.ts'
import { refuseBlockedAddress, type Newcomer } from './blocked-address.ts'
import type { SignInContext, SignInPorts } from './sign-in-step.ts'

/**
 * What keeps somebody from being asked at all: an address that the pool blocks, a lock, and where the client may say
 * who exists, that there is no such user or, as Cognito has it before it looks at any password, that it is disabled.
 */
export async function standingBeforeProof(
  ports: Pick<SignInPorts, 'clock' | 'random' | 'storage'>,
  context: SignInContext,
  { user, sub, isCustom = false }: Newcomer,
): Promise<SignInRefusal | undefined> {
  const { pool, client } = context
  const turnedAway = await refuseBlockedAddress(ports, context, { user, sub, isCustom })
  if (turnedAway !== undefined) return turnedAway
  const isHiding = isHidingUserExistence(client)
  if (user === undefined && !isHiding) return refused('unknown-user')
  const lockedUntil = await ports.storage.attempts.findLock(pool.id, sub, ports.clock.now())
  if (lockedUntil !== undefined) return refused('locked', lockedUntil.toISOString())
  return user?.enabled === false && !isHiding ? refused('disabled') : undefined
}

/** What keeps a user out whose password was right: told to nobody who does not know it, and asked at every step. */
export function standingAfterProof(pool: UserPool, user: User, now: Date): SignInRefusal | undefined {
  if (!user.enabled) return refused('disabled')
  // Somebody else vouches for them: no code or passkey of ours does, until an administrator gives them a password.
  if (user.status === 'EXTERNAL_PROVIDER') return refused('incorrect')
  if (user.status === 'UNCONFIRMED') return refused('unconfirmed')
  if (user.status === 'RESET_REQUIRED') return refused('reset-required')
  return isTemporaryPasswordExpired(pool, user, now) ? refused('temporary-password-expired') : undefined
}

/** Whether the password that was proven is still the one: a new one ends every sign-in that began with the one before. */
export function isPasswordStillProven(user: User, state: SignInProgress): boolean {
  return !state.proofs.includes('pwd') || state.passwordSetAt === passwordTime(user)
}

/** `SignInProgress.passwordSetAt` of this user. */
export function passwordTime({ passwordSetAt }: User): number {
  return passwordSetAt?.getTime() ?? 0
}

/**
 * Why a proof failed. A user that was imported without a password has none to know and must set one first, which it
 * could not learn if only a right password told.
 */
export function failedProof(user: User | undefined): SignInRefusal {
  const hasNoneYet = user?.status === 'RESET_REQUIRED' && user.password === undefined
  return refused(hasNoneYet ? 'reset-required' : 'incorrect')
}
