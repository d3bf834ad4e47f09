import { extraOf } from './extras.ts'
import type { UserPool } from './user-pool.ts'

/** ASVS 7.5.1, AUTHN-14. */
const recentSeconds = 600

/** From this moment on what `authenticatedAt` proved is too old in this pool; undefined where it never is. */
export function recentUntil(pool: UserPool, authenticatedAt: Date): Date | undefined {
  if (!extraOf(pool, 'recent-authentication')) return undefined
  return new Date(authenticatedAt.getTime() + recentSeconds * 1000)
}
