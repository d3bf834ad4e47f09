import type { UserPool } from './user-pool.ts'

/** A pool with this tag lets people change what guards their account only shortly after they proved who they are. */
const optIn = { tag: 'sallyport:recent-authentication', value: 'on' }

/** ASVS 7.5.1, AUTHN-14. */
const recentSeconds = 600

/** From this moment on what `authenticatedAt` proved is too old in this pool; undefined where it never is. */
export function recentUntil({ configuration }: UserPool, authenticatedAt: Date): Date | undefined {
  if (configuration.UserPoolTags?.[optIn.tag] !== optIn.value) return undefined
  return new Date(authenticatedAt.getTime() + recentSeconds * 1000)
}
