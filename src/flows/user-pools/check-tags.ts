import type { Refuse } from '../../contract/refusal.ts'
import { extrasFault } from '../../domain/extras/extras-fault.ts'
import type { UserPoolConfiguration } from '../../domain/user-pools/user-pool.ts'
import { tagsFault } from '../../domain/user-pools/user-pool-tags.ts'

/** Refuses tags that come with the pool or the replica that they are for. */
export function checkTags(
  refuse: Refuse<'InvalidParameterException' | 'UserPoolTaggingException'>,
  tags: UserPoolConfiguration['UserPoolTags'] = {},
): void {
  const fault = tagsFault(tags)
  if (fault !== undefined) throw refuse('UserPoolTaggingException', fault)
  checkExtras(refuse, tags)
}

/** Refuses tags of ours that are to be set and would do nothing. */
export function checkExtras(refuse: Refuse<'InvalidParameterException'>, tags: Readonly<Record<string, string>>): void {
  const fault = extrasFault(tags)
  if (fault !== undefined) throw refuse('InvalidParameterException', fault)
}
