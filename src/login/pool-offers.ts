import type { UserPool } from '../domain/user-pool.ts'

/** Whether people may make their own accounts here. */
export function canSignUp(pool: UserPool): boolean {
  return pool.configuration.AdminCreateUserConfig?.AllowAdminCreateUserOnly !== true
}

/** Whether people may reset their own passwords here. */
export function canRecover(pool: UserPool): boolean {
  const mechanisms = pool.configuration.AccountRecoverySetting?.RecoveryMechanisms
  return !mechanisms?.some((mechanism) => mechanism.Name === 'admin_only')
}
