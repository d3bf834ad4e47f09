import type { AdvancedSecurityModeType } from '../../contract/shapes.gen.ts'
import { isLowerPlan, planOf } from '../user-pools/feature-plan.ts'
import type { UserPool } from '../user-pools/user-pool.ts'

/** AUDIT looks and records, ENFORCED acts too. Off below the Plus plan, whatever else is set. */
export function protectionMode({ configuration }: Pick<UserPool, 'configuration'>): AdvancedSecurityModeType {
  const mode = configuration.UserPoolAddOns?.AdvancedSecurityMode ?? 'OFF'
  return mode === 'OFF' || isLowerPlan(planOf(configuration), 'PLUS') ? 'OFF' : mode
}

/** Custom authentication is looked at only where the pool says so by itself. */
export function customAuthProtectionMode(pool: Pick<UserPool, 'configuration'>): AdvancedSecurityModeType {
  if (protectionMode(pool) === 'OFF') return 'OFF'
  return pool.configuration.UserPoolAddOns?.AdvancedSecurityAdditionalFlows?.CustomAuthMode ?? 'OFF'
}
