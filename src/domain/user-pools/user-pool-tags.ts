import type { UserPoolConfiguration } from './user-pool.ts'

type Tags = NonNullable<UserPoolConfiguration['UserPoolTags']>

const mostTags = 50
/** AWS: letters, digits, spaces and these. */
const allowedCharacters = /^[\p{L}\p{N}\p{Z}_.:/=+\-@]*$/u

/** What AWS has against these tags, lengths apart, which the contract's constraints bound. */
export function tagsFault(tags: Tags): string | undefined {
  const entries = Object.entries(tags)
  if (entries.length > mostTags) return `The limit of ${mostTags} tags of a user pool has been reached.`
  const reserved = entries.find(([key]) => /^aws:/i.test(key))
  if (reserved) return `Tag key ${reserved[0]} must not start with aws:.`
  const odd = entries.find(([key, value]) => !allowedCharacters.test(key) || !allowedCharacters.test(value))
  return odd && `Tag ${odd[0]} has characters other than letters, digits, spaces and _.:/=+-@.`
}
