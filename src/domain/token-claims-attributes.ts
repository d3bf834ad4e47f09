import type { AppClient } from './app-client.ts'
import type { User } from './user.ts'

const claimsOfScope: Readonly<Record<string, readonly string[]>> = {
  email: ['email', 'email_verified'],
  phone: ['phone_number', 'phone_number_verified'],
}

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
    ([name]) => name !== 'sub' && isReadable(client, name) && isAskedFor(name, scopes),
  )
  return Object.fromEntries(shown.map(([name, value]) => [name, claimValue(name, value)]))
}

/** Whether the client may read this attribute: a client without a list reads all. */
export function isReadable({ configuration }: AppClient, attribute: string): boolean {
  const { ReadAttributes: readable } = configuration
  return !readable?.length || readable.includes(attribute)
}

/**
 * Cognito: `openid` alone asks for every attribute, and so does `profile`; `email` and `phone` without `profile` narrow
 * the token to theirs.
 */
function isAskedFor(attribute: string, scopes: readonly string[] | undefined): boolean {
  if (scopes === undefined || scopes.includes('profile')) return true
  const narrowing = scopes.filter((scope) => Object.hasOwn(claimsOfScope, scope))
  if (narrowing.length === 0) return true
  return narrowing.some((scope) => claimsOfScope[scope]?.includes(attribute))
}

/** Cognito: only these attributes are anything but strings in a token; `custom:` ones are strings whatever their type. */
function claimValue(name: string, value: string): unknown {
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
