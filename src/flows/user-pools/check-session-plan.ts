import type { Refuse } from '../../contract/refusal.ts'
import { planOf, sessionFeaturesAbovePlan, unavailableText } from '../../domain/user-pools/feature-plan.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'

/** Cognito: below the Essentials plan nothing about sessions can be set, not even that they are not tracked. */
export function checkSessionPlan(refuse: Refuse<'FeatureUnavailableInTierException'>, pool: UserPool): void {
  const tier = planOf(pool.configuration)
  const features = sessionFeaturesAbovePlan(tier, true)
  if (features.length > 0) throw refuse('FeatureUnavailableInTierException', unavailableText(tier, features))
}
