import { newUserPoolId } from '../../crypto/identifiers.ts'
import { poolSchema } from '../../domain/user-pools/pool-schema.ts'
import { quotas, quotaText } from '../../domain/user-pools/quotas.ts'
import {
  immutablePoolSettings,
  mfaFromPoolSettings,
  poolSettings,
} from '../../domain/user-pools/user-pool-configuration.ts'
import { renderUserPool } from '../../domain/user-pools/user-pool-rendering.ts'
import { lacksFactor, poolSettingsFault } from '../../domain/user-pools/user-pool-rules.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import { checkTags } from '../../flows/user-pools/check-tags.ts'
import { checkSenderKey } from '../../flows/triggers/check-sender-key.ts'
import { checkUserPool } from '../../flows/user-pools/check-user-pool.ts'
import { newSigningKeys } from '../../flows/user-pools/new-signing-keys.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'
import { smsNeededForMfa } from './sms-needed-for-mfa.ts'

export const CreateUserPool = operation(
  'CreateUserPool',
  async ({ input, refuse, request }, ports: Pick<Ports, 'storage' | 'clock' | 'random'>) => {
    const { PoolName, Schema = [], AliasAttributes, UsernameAttributes, UsernameConfiguration, ...settings } = input
    const fault = poolSettingsFault(settings)
    if (fault !== undefined) throw refuse('InvalidParameterException', fault)
    checkTags(refuse, settings.UserPoolTags)
    const schema = poolSchema(Schema)
    if ('fault' in schema) throw refuse('InvalidParameterException', schema.fault)

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
    if (lacksFactor(pool)) throw refuse('InvalidParameterException', smsNeededForMfa)
    checkUserPool(refuse, pool)
    await checkSenderKey(ports, refuse, pool)

    const keys = await newSigningKeys(pool.id, createdAt)
    const result = await ports.storage.commit([
      { write: 'requireRoom', quota: { kind: 'user-pools' }, limit: quotas.userPools.limit },
      { write: 'createUserPool', pool },
      ...keys.map((key) => ({ write: 'createSigningKey' as const, key })),
    ])
    if (!result.committed && result.guard === 'under-limit') {
      throw refuse('LimitExceededException', quotaText(quotas.userPools))
    }
    if (!result.committed) throw new Error(`The new pool met the guard ${result.guard}`)
    return { UserPool: renderUserPool(pool, { estimatedNumberOfUsers: 0, domains: [] }) }
  },
)
