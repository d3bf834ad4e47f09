import { extraOf } from '../extras/extras.ts'
import type { UserPool } from '../user-pools/user-pool.ts'

/** ASVS 7.5.1, AUTHN-14. */
const recentSeconds = 600

/** From this moment on what `authenticatedAt` proved is too old to change what guards an account. */
export function recentEnd(authenticatedAt: Date): Date {
  return new Date(authenticatedAt.getTime() + recentSeconds * 1000)
}

/** The same for operations, as this pool has it; undefined where it never is too old. */
export function recentUntil(pool: UserPool, authenticatedAt: Date): Date | undefined {
  return extraOf(pool, 'recent-authentication') ? recentEnd(authenticatedAt) : undefined
}
