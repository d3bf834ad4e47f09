import type { Refuse } from '../../contract/refusal.ts'
import { domainFeaturesAbovePlan, planOf, unavailableText } from '../../domain/user-pools/feature-plan.ts'
import { userPoolDomainFault } from '../../domain/user-pools/user-pool-domain-rules.ts'
import type { UserPoolDomain } from '../../domain/user-pools/user-pool-domain.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'

/** Refuses a domain that breaks a rule or is more than the pool's plan includes; on creation and on update alike. */
export function checkUserPoolDomain(
  refuse: Refuse<'FeatureUnavailableInTierException' | 'InvalidParameterException'>,
  pool: UserPool,
  domain: UserPoolDomain,
): void {
  const fault = userPoolDomainFault(domain)
  if (fault !== undefined) throw refuse('InvalidParameterException', fault)
  const tier = planOf(pool.configuration)
  const features = domainFeaturesAbovePlan(tier, domain)
  if (features.length > 0) throw refuse('FeatureUnavailableInTierException', unavailableText(tier, features))
}
