import type { Refuse } from '../../contract/refusal.ts'
import { abovePlanText, featuresAbovePlan, planOf } from '../../domain/user-pools/feature-plan.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import { userPoolFault } from '../../domain/user-pools/user-pool-rules.ts'

/** Refuses a pool that breaks a rule or uses what its plan does not include, whichever operation would store it. */
export function checkUserPool(
  refuse: Refuse<'FeatureUnavailableInTierException' | 'InvalidParameterException'>,
  pool: Pick<UserPool, 'configuration' | 'mfa'>,
): void {
  const fault = userPoolFault(pool)
  if (fault !== undefined) throw refuse('InvalidParameterException', fault)
  const features = featuresAbovePlan(pool.configuration, pool.mfa)
  if (features.length === 0) return
  throw refuse('FeatureUnavailableInTierException', abovePlanText(planOf(pool.configuration), features))
}
