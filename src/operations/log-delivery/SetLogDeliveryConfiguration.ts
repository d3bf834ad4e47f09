import { logFeaturesAbovePlan, planOf, unavailableText } from '../../domain/user-pools/feature-plan.ts'
import { logDeliveryFault } from '../../domain/logs/log-delivery-fault.ts'
import { requireUserPool } from '../../flows/user-pools/require-user-pool.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const SetLogDeliveryConfiguration = operation(
  'SetLogDeliveryConfiguration',
  async ({ input, refuse }, ports: Pick<Ports, 'storage'>) => {
    const { UserPoolId: poolId, LogConfigurations: configurations } = input
    const { configuration } = await requireUserPool(ports, refuse, poolId)
    const fault = logDeliveryFault(configurations)
    if (fault !== undefined) throw refuse('InvalidParameterException', fault)
    const tier = planOf(configuration)
    const features = logFeaturesAbovePlan(tier, configurations)
    if (features.length > 0) throw refuse('FeatureUnavailableInTierException', unavailableText(tier, features))
    const result = await ports.storage.commit([{ write: 'putLogConfigurations', poolId, configurations }])
    if (!result.committed) await requireUserPool(ports, refuse, poolId)
    return { LogDeliveryConfiguration: { UserPoolId: poolId, LogConfigurations: configurations } }
  },
)
