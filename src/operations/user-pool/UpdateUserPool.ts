import { planOf } from '../../domain/user-pools/feature-plan.ts'
import {
  immutablePoolSettings,
  mfaFromPoolSettings,
  poolSettings,
} from '../../domain/user-pools/user-pool-configuration.ts'
import { lacksFactor, poolSettingsFault } from '../../domain/user-pools/user-pool-rules.ts'
import { changeUserPool } from '../../flows/user-pools/change-user-pool.ts'
import { checkPlanChange } from '../../flows/user-pools/check-plan-change.ts'
import { checkTags } from '../../flows/user-pools/check-tags.ts'
import { checkSenderKey } from '../../flows/triggers/check-sender-key.ts'
import { checkUserPool } from '../../flows/user-pools/check-user-pool.ts'
import { refuseDuringImport } from '../../flows/user-import/refuse-during-import.ts'
import type { Ports } from '../../ports/ports.ts'
import type { CommitResult } from '../../ports/storage/storage.ts'
import { operation } from '../operation.ts'
import { smsNeededForMfa } from './sms-needed-for-mfa.ts'

/**
 * Cognito: members that are omitted go back to their defaults. Name, schema and username mode stay, and so do tags,
 * which have operations of their own, and the plan, which a request that does not name it must not raise.
 */
export const UpdateUserPool = operation(
  'UpdateUserPool',
  async ({ input, refuse }, ports: Pick<Ports, 'storage' | 'clock'>) => {
    const { UserPoolId, PoolName, ...settings } = input
    const fault = poolSettingsFault(settings)
    if (fault !== undefined) throw refuse('InvalidParameterException', fault)
    checkTags(refuse, settings.UserPoolTags)
    await changeUserPool(ports, refuse, UserPoolId, async (before) => {
      const after = {
        name: PoolName ?? before.name,
        configuration: {
          ...poolSettings(settings),
          ...immutablePoolSettings(before.configuration),
          SchemaAttributes: before.configuration.SchemaAttributes,
          UserPoolTags: settings.UserPoolTags ?? before.configuration.UserPoolTags,
          UserPoolTier: settings.UserPoolTier ?? planOf(before.configuration),
        },
        mfa: mfaFromPoolSettings(settings, before.mfa),
      }
      if (lacksFactor(after)) throw refuse('InvalidParameterException', smsNeededForMfa)
      await checkPlanChange(ports, refuse, before, after)
      checkUserPool(refuse, after)
      await checkSenderKey(ports, refuse, { ...before, ...after })
      const condition = {
        write: { write: 'requireNoImport', poolId: UserPoolId },
        check: (result: CommitResult) => refuseDuringImport(refuse, result),
      } as const
      return { ...after, condition }
    })
    return {}
  },
)
