import type { AppClient } from '../app-clients/app-client.ts'
import { isReadable } from '../users/readable-attributes.ts'

const attributesOfScope: ReadonlyMap<string, readonly string[]> = new Map([
  ['email', ['email', 'email_verified']],
  ['phone', ['phone_number', 'phone_number_verified']],
  [
    'profile',
    [
      'name',
      'family_name',
      'given_name',
      'middle_name',
      'nickname',
      'preferred_username',
      'profile',
      'picture',
      'website',
      'gender',
      'birthdate',
      'zoneinfo',
      'locale',
      'updated_at',
    ],
  ],
])

/** Cognito: a client that may read only some of a scope's attributes gets no tokens for it at all. */
export function isScopeReadable(client: AppClient, scope: string): boolean {
  return attributesOfScope.get(scope)?.every((attribute) => isReadable(client, attribute)) ?? true
}

/**
 * Whether scopes ask for this attribute, in the ID token and at userInfo. Cognito: `openid` alone asks for all, any other narrows; custom
 * attributes belong to `profile` (cognito-web contract, sections 2.4 and 4.1).
 */
export function isAskedFor(attribute: string, scopes: readonly string[]): boolean {
  const narrowing = scopes.filter((scope) => attributesOfScope.has(scope))
  if (narrowing.length === 0) return true
  if (isOfNoScope(attribute)) return narrowing.includes('profile')
  return narrowing.some((scope) => attributesOfScope.get(scope)?.includes(attribute))
}

/** Custom attributes, `address` and `identities`. */
function isOfNoScope(attribute: string): boolean {
  return ![...attributesOfScope.values()].some((attributes) => attributes.includes(attribute))
}
