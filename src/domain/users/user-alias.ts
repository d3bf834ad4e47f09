import { identitiesOf, identityAlias, isFederatedProfile, nameOf } from './linked-identities.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import type { User, UserAlias } from './user.ts'

export type UsernameMode = 'plain' | 'alias' | 'attribute'

/** How people name themselves in this pool (cognito-api contract, section 3, "Username modes"). */
export function usernameMode(pool: UserPool): UsernameMode {
  if (pool.configuration.UsernameAttributes?.length) return 'attribute'
  return pool.configuration.AliasAttributes?.length ? 'alias' : 'plain'
}

/** Cognito: the API's default is case-sensitive; insensitive covers usernames, email and preferred_username. */
export function canonicalKey(pool: UserPool, value: string): string {
  const text = value.normalize('NFC')
  // Once more: in lower case some letters compose with a mark that they did not compose with before.
  return isCaseSensitive(pool) ? text : text.toLowerCase().normalize('NFC')
}

export function isCaseSensitive(pool: UserPool): boolean {
  return pool.configuration.UsernameConfiguration?.CaseSensitive !== false
}

/** Every way in which `identifier`, as typed at sign-in or sent as `Username`, may name a user; the first match wins. */
export function aliasesNamedBy(pool: UserPool, identifier: string): readonly UserAlias[] {
  const key = canonicalKey(pool, identifier)
  const { UsernameAttributes: byAttribute = [], AliasAttributes: byAlias = [] } = pool.configuration
  const attributes = [...byAttribute, ...byAlias]
  const aliases: UserAlias[] = [{ namespace: 'username', key }]
  if (attributes.includes('email')) aliases.push({ namespace: 'email', key })
  if (attributes.includes('phone_number')) aliases.push({ namespace: 'phone_number', key: identifier })
  return aliases
}

/**
 * Every alias that the record entitles its user to. In alias pools email and phone number count once verified; in
 * attribute pools from the start, verified or not. Whoever came by an identity provider has no address as a name: what a
 * provider says of addresses must not take one from those who proved that it is theirs.
 */
export function aliasesOf(pool: UserPool, user: User): readonly UserAlias[] {
  const { email, phone_number: phoneNumber, preferred_username: preferredUsername } = user.attributes
  const byAttribute = pool.configuration.UsernameAttributes ?? []
  const byAlias = pool.configuration.AliasAttributes ?? []
  const aliases: UserAlias[] = [{ namespace: 'username', key: canonicalKey(pool, user.username) }]
  const identities = identitiesOf(user).map((identity) => identityAlias(nameOf(identity)))
  if (isFederatedProfile(user)) return [...aliases, ...identities]
  const emailCounts =
    byAttribute.includes('email') || (byAlias.includes('email') && user.attributes.email_verified === 'true')
  if (email && emailCounts) aliases.push({ namespace: 'email', key: canonicalKey(pool, email) })
  const phoneCounts =
    byAttribute.includes('phone_number') ||
    (byAlias.includes('phone_number') && user.attributes.phone_number_verified === 'true')
  if (phoneNumber && phoneCounts) aliases.push({ namespace: 'phone_number', key: phoneNumber })
  if (preferredUsername && byAlias.includes('preferred_username')) {
    const key = canonicalKey(pool, preferredUsername)
    if (key !== canonicalKey(pool, user.username)) aliases.push({ namespace: 'username', key })
  }
  return [...aliases, ...identities]
}
