import type { IdentityProvider } from './identity-provider.ts'
import type { LinkedIdentity } from '../users/linked-identities.ts'
import { isCaseSensitive } from '../users/user-alias.ts'
import type { UserPool } from '../user-pools/user-pool.ts'

const longestUsername = 128

/** Cognito: `Provider_subject`; where case does not count, all of it is in lower case. Undefined for what cannot be one. */
export function federatedUsername(pool: UserPool, providerName: string, subject: string): string | undefined {
  const name = `${providerName}_${subject}`
  const username = isCaseSensitive(pool) ? name : name.toLowerCase()
  return /^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u.test(username) && username.length <= longestUsername ? username : undefined
}

/** Cognito: the group that everybody joins who comes by this provider. */
export function providerGroupName(pool: UserPool, providerName: string): string {
  return `${pool.id}_${providerName}`
}

/** The identity that a user has who came by it. */
export function primaryIdentity(
  provider: IdentityProvider,
  { subject, issuer }: { readonly subject: string; readonly issuer: string | null },
  now: Date,
): LinkedIdentity {
  return {
    userId: subject,
    providerName: provider.name,
    providerType: provider.type,
    issuer,
    primary: true,
    dateCreated: now.getTime(),
  }
}
