import type { Refuse } from '../../contract/refusal.ts'
import type { UserPoolConfiguration } from '../../domain/user-pool.ts'
import { tagsFault } from '../../domain/user-pool-tags.ts'

/** Refuses tags that come with the pool or the replica that they are for. */
export function checkTags(
  refuse: Refuse<'UserPoolTaggingException'>,
  tags: UserPoolConfiguration['UserPoolTags'] = {},
): void {
  const fault = tagsFault(tags)
  if (fault !== undefined) throw refuse('UserPoolTaggingException', fault)
}
