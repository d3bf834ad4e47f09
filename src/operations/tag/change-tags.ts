import type { Refuse } from '../../contract/refusal.ts'
import { tagsFault } from '../../domain/user-pools/user-pool-tags.ts'
import { requirePoolOfArn } from '../../flows/user-pools/require-pool-of-arn.ts'
import type { Ports } from '../../ports/ports.ts'

type Tags = Readonly<Record<string, string>>

const mostTries = 10

/** Replaces a pool's tags; of two changes at once the later one decides again on what the other left. */
export async function changeTags(
  ports: Pick<Ports, 'storage'>,
  refuse: Refuse<'InvalidParameterException' | 'ResourceNotFoundException' | 'TooManyRequestsException'>,
  { arn, region }: { readonly arn: string; readonly region: string },
  change: (tags: Tags) => Tags,
): Promise<void> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const pool = await requirePoolOfArn(ports, refuse, arn, region)
    const UserPoolTags = change(pool.configuration.UserPoolTags ?? {})
    const fault = tagsFault(UserPoolTags)
    if (fault !== undefined) throw refuse('InvalidParameterException', fault)
    const changed = { ...pool, configuration: { ...pool.configuration, UserPoolTags }, version: pool.version + 1 }
    const result = await ports.storage.commit([{ write: 'updateUserPool', pool: changed }])
    if (result.committed) return
  }
  throw refuse('TooManyRequestsException', 'Too many requests')
}
