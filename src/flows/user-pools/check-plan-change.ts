import type { Refuse } from '../../contract/refusal.ts'
import type { UserPoolTierType } from '../../contract/shapes.gen.ts'
import {
  abovePlanText,
  domainFeaturesAbovePlan,
  featuresAbovePlan,
  isLowerPlan,
  logFeaturesAbovePlan,
  planOf,
  replicaFeaturesAbovePlan,
  sessionFeaturesAbovePlan,
} from '../../domain/user-pools/feature-plan.ts'
import { clientFeaturesAbovePlan } from '../../domain/app-clients/client-plan.ts'
import { isTrackingSessions } from '../../domain/sessions/session-limits.ts'
import { findLiveReplica } from './find-live-replica.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { Ports } from '../../ports/ports.ts'

const clientsAtATime = 60

/**
 * Refuses a lower plan while the pool, one of its clients or a domain uses what that plan does not include. Of what
 * the pool itself uses, the settings that would be stored count, not those that are.
 */
export async function checkPlanChange(
  ports: Pick<Ports, 'storage' | 'clock'>,
  refuse: Refuse<'TierChangeNotAllowedException'>,
  before: UserPool,
  after: Pick<UserPool, 'configuration' | 'mfa'>,
): Promise<void> {
  const tier = planOf(after.configuration)
  if (!isLowerPlan(tier, planOf(before.configuration))) return
  const features = new Set([
    ...featuresAbovePlan(after.configuration, after.mfa),
    ...sessionFeaturesAbovePlan(tier, isTrackingSessions(before)),
    ...(await clientFeatures(ports, before.id, tier)),
    ...(await domainFeatures(ports, before.id, tier)),
    ...logFeaturesAbovePlan(tier, (await ports.storage.threatProtection.findSettings(before.id)).logConfigurations),
    ...replicaFeaturesAbovePlan(tier, (await findLiveReplica(ports, before.id)) !== undefined),
  ])
  if (features.size > 0) throw refuse('TierChangeNotAllowedException', abovePlanText(tier, [...features]))
}

async function clientFeatures(
  ports: Pick<Ports, 'storage'>,
  poolId: string,
  tier: UserPoolTierType,
): Promise<readonly string[]> {
  const features: string[] = []
  let after: string | undefined
  do {
    const page = await ports.storage.appClients.list(poolId, { limit: clientsAtATime, after })
    features.push(...page.items.flatMap(({ configuration }) => clientFeaturesAbovePlan(tier, configuration)))
    after = page.next
  } while (after !== undefined)
  return features
}

async function domainFeatures(
  ports: Pick<Ports, 'storage'>,
  poolId: string,
  tier: UserPoolTierType,
): Promise<readonly string[]> {
  const domains = await ports.storage.userPools.listDomains(poolId)
  return domains.flatMap((domain) => domainFeaturesAbovePlan(tier, domain))
}
