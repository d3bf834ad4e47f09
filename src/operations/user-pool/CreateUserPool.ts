import { newUserPoolId } from '../../crypto/identifiers.ts'
import { abovePlanText, featuresAbovePlan } from '../../domain/feature-plan.ts'
import { poolSchema } from '../../domain/pool-schema.ts'
import {
  immutablePoolSettings,
  mfaFault,
  mfaFromPoolSettings,
  poolSettings,
  poolSettingsFault,
} from '../../domain/user-pool-configuration.ts'
import { renderUserPool } from '../../domain/user-pool-rendering.ts'
import type { UserPool } from '../../domain/user-pool.ts'
import { newSigningKeys } from '../../flows/new-signing-keys.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const CreateUserPool = operation(
  'CreateUserPool',
  async ({ input, refuse, request }, ports: Pick<Ports, 'storage' | 'clock' | 'random'>) => {
    const fault = poolSettingsFault(input)
    if (fault) throw refuse('InvalidParameterException', fault)
    const schema = poolSchema(input.Schema ?? [])
    if ('fault' in schema) throw refuse('InvalidParameterException', schema.fault)

    const { PoolName, Schema: _, AliasAttributes, UsernameAttributes, UsernameConfiguration, ...settings } = input
    const createdAt = ports.clock.now()
    const pool: UserPool = {
      id: newUserPoolId(request.region, ports.random.bytes),
      name: PoolName,
      region: request.region,
      accountId: request.accountId,
      configuration: {
        ...poolSettings(settings),
        ...immutablePoolSettings({ AliasAttributes, UsernameAttributes, UsernameConfiguration }),
        SchemaAttributes: schema,
      },
      mfa: mfaFromPoolSettings(settings, {}),
      createdAt,
      updatedAt: createdAt,
      version: 1,
    }
    const wrongMfa = mfaFault(pool.mfa)
    if (wrongMfa) throw refuse('InvalidParameterException', wrongMfa)
    const features = featuresAbovePlan(pool.configuration, pool.mfa)
    if (features.length > 0) {
      throw refuse(
        'FeatureUnavailableInTierException',
        abovePlanText(pool.configuration.UserPoolTier ?? 'ESSENTIALS', features),
      )
    }

    const keys = await newSigningKeys(pool.id, createdAt)
    const result = await ports.storage.commit([
      { write: 'createUserPool', pool },
      ...keys.map((key) => ({ write: 'createSigningKey' as const, key })),
    ])
    if (!result.committed) throw new Error(`The new pool id ${pool.id} is taken`)
    return { UserPool: renderUserPool(pool, { estimatedNumberOfUsers: 0, domains: [] }) }
  },
)
