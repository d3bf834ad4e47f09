import type { AppClient } from '../../domain/app-clients/app-client.ts'
import { isLowerPlan, planOf } from '../../domain/user-pools/feature-plan.ts'
import { isFlowAllowed } from '../../domain/sign-in/auth-flows.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { PageRequest } from '../drawing/page.ts'

/** Whether people may make their own accounts here. */
export function canSignUp(pool: UserPool): boolean {
  return pool.configuration.AdminCreateUserConfig?.AllowAdminCreateUserOnly !== true
}

/** Whether people may reset their own passwords here. */
export function canRecover(pool: UserPool): boolean {
  const mechanisms = pool.configuration.AccountRecoverySetting?.RecoveryMechanisms
  return !mechanisms?.some((mechanism) => mechanism.Name === 'admin_only')
}

/** What the pool's own users are called among the providers of a client. */
export const ownUsers = 'COGNITO'

/** Through whom people may sign in here. */
export function offeredProviders({ configuration }: AppClient): readonly string[] {
  return configuration.SupportedIdentityProviders ?? []
}

/** Whether people name themselves first and choose how to go on: on managed login, never on the classic pages. */
export function canChoose({ request, client }: Pick<PageRequest, 'request' | 'client'>): boolean {
  const { pool, managedLoginVersion } = request.domain
  if (managedLoginVersion === 1 || isLowerPlan(planOf(pool.configuration), 'ESSENTIALS')) return false
  return isFlowAllowed(client, 'USER_AUTH') && offeredProviders(client).includes(ownUsers)
}
