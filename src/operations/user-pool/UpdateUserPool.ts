import { abovePlanText, featuresAbovePlan } from '../../domain/feature-plan.ts'
import {
  immutablePoolSettings,
  mfaFault,
  mfaFromPoolSettings,
  poolSettings,
  poolSettingsFault,
} from '../../domain/user-pool-configuration.ts'
import { changeUserPool } from '../../flows/change-user-pool.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

/** Cognito: members that are omitted go back to their defaults; name, schema and username mode stay. */
export const UpdateUserPool = operation(
  'UpdateUserPool',
  async ({ input, refuse }, ports: Pick<Ports, 'storage' | 'clock'>) => {
    const { UserPoolId, PoolName, ...settings } = input
    const fault = poolSettingsFault(settings)
    if (fault) throw refuse('InvalidParameterException', fault)
    await changeUserPool(ports, refuse, UserPoolId, (pool) => {
      const configuration = {
        ...poolSettings(settings),
        ...immutablePoolSettings(pool.configuration),
        SchemaAttributes: pool.configuration.SchemaAttributes,
        UserPoolTags: settings.UserPoolTags ?? pool.configuration.UserPoolTags,
        UserPoolTier: settings.UserPoolTier ?? pool.configuration.UserPoolTier,
      }
      const mfa = mfaFromPoolSettings(settings, pool.mfa)
      const wrongMfa = mfaFault(mfa)
      if (wrongMfa) throw refuse('InvalidParameterException', wrongMfa)
      const features = featuresAbovePlan(configuration, mfa)
      if (features.length > 0) {
        const tier = configuration.UserPoolTier ?? 'ESSENTIALS'
        const exception =
          tier === pool.configuration.UserPoolTier
            ? 'FeatureUnavailableInTierException'
            : 'TierChangeNotAllowedException'
        throw refuse(exception, abovePlanText(tier, features))
      }
      return { name: PoolName ?? pool.name, configuration, mfa }
    })
    return {}
  },
)
