import { planOf, replicaFeaturesAbovePlan, unavailableText } from '../../domain/user-pools/feature-plan.ts'
import { regionFault } from '../../domain/user-pools/region.ts'
import { renderReplica, type UserPoolReplica } from '../../domain/user-pools/user-pool-replica.ts'
import { checkTags } from '../../flows/user-pools/check-tags.ts'
import { requireUserPool } from '../../flows/user-pools/require-user-pool.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const CreateUserPoolReplica = operation(
  'CreateUserPoolReplica',
  async ({ input, refuse }, ports: Pick<Ports, 'storage' | 'clock'>) => {
    const pool = await requireUserPool(ports, refuse, input.UserPoolId)
    const tier = planOf(pool.configuration)
    const features = replicaFeaturesAbovePlan(tier, true)
    if (features.length > 0) throw refuse('FeatureUnavailableInTierException', unavailableText(tier, features))
    const fault = regionFault(input.RegionName)
    if (fault !== undefined) throw refuse('InvalidParameterException', fault)
    if (input.RegionName === pool.region) {
      throw refuse('InvalidParameterException', 'A replica must be in another Region than its user pool.')
    }
    const { KeyType, KmsKeyArn } = pool.configuration.KeyConfiguration ?? {}
    if (KeyType !== 'CUSTOMER_MANAGED_KEY' || !KmsKeyArn?.includes(':key/mrk-')) {
      throw refuse('InvalidParameterException', 'A replica requires a multi-Region customer managed key.')
    }
    checkTags(refuse, input.UserPoolTags)
    const createdAt = ports.clock.now()
    const replica: UserPoolReplica = {
      poolId: pool.id,
      region: input.RegionName,
      isActive: false,
      tags: input.UserPoolTags ?? {},
      createdAt,
      goneAt: undefined,
    }
    // With the pool's version in the commit, a change of plan or key at the same moment is not overlooked.
    const result = await ports.storage.commit([
      { write: 'updateUserPool', pool: { ...pool, version: pool.version + 1 } },
      { write: 'createReplica', replica },
    ])
    if (result.committed) return { UserPoolReplica: renderReplica(pool, replica, createdAt) }
    if (result.guard === 'replica-free') {
      throw refuse('LimitExceededException', 'The limit of 1 replica of a user pool has been reached.')
    }
    throw refuse('TooManyRequestsException', 'Too many requests')
  },
)
