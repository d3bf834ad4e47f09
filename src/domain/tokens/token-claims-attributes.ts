import type { AppClient } from '../app-clients/app-client.ts'
import { isReadable } from '../users/readable-attributes.ts'
import { isAskedFor } from '../authorization/scope-attributes.ts'
import type { User } from '../users/user.ts'

/**
 * The user's attributes as claims of an ID token: those that the client may read and, for tokens of the OAuth
 * endpoints, those that the scopes ask for.
 */
export function attributeClaims(
  user: User,
  client: AppClient,
  scopes: readonly string[] | undefined,
): Readonly<Record<string, unknown>> {
  const shown = Object.entries(user.attributes).filter(
    ([name]) =>
      name !== 'sub' &&
      isReadable(client, name) &&
      (scopes === undefined || name === 'identities' || isAskedFor(name, scopes)),
  )
  return Object.fromEntries(shown.map(([name, value]) => [name, claimValue(name, value)]))
}

/** Cognito: only these attributes are anything but strings in a token; `custom:` ones are strings whatever their type. */
export function claimValue(name: string, value: string): unknown {
  switch (name) {
    case 'email_verified':
    case 'phone_number_verified':
      return value.toLowerCase() === 'true'
    case 'updated_at':
      return Number.isFinite(Number(value)) ? Number(value) : value
    case 'address':
      return { formatted: value }
    case 'identities':
      return identities(value)
    default:
      return value
  }
}

/** The attribute is JSON with real booleans and numbers. Cognito: the claim has them as strings. */
function identities(json: string): unknown {
  const linked: unknown = JSON.parse(json)
  if (!Array.isArray(linked)) return []
  return linked.map((identity: Readonly<Record<string, unknown>>) => ({
    userId: identity.userId,
    providerName: identity.providerName,
    providerType: identity.providerType,
    issuer: identity.issuer ?? null,
    primary: String(identity.primary),
    dateCreated: String(identity.dateCreated),
  }))
}
