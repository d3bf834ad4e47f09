import type { IdentityProviderTypeType } from '../../contract/shapes.gen.ts'
import type { User, UserAlias } from './user.ts'

/** One subject of an identity provider that is this user, as Cognito's attribute `identities` spells it. */
export interface LinkedIdentity {
  readonly userId: string
  readonly providerName: string
  readonly providerType: IdentityProviderTypeType
  /** The entity ID of a SAML provider. */
  readonly issuer: string | null
  /** Whether the user came by this provider, rather than being linked to it. */
  readonly primary: boolean
  /** Milliseconds since 1970. */
  readonly dateCreated: number
  /** The user pool attribute that `userId` is a value of, where it is not the provider's subject. */
  readonly attributeName?: string
}

export const subjectAttribute = 'Cognito_Subject'

/** Cognito: so many links of a user, beside the identity that the user came by. */
export const mostLinks = 5

/** How an identity is named: by the provider's subject, or by what an attribute of it is mapped to. */
export interface IdentityName {
  readonly providerName: string
  readonly attributeName: string
  readonly value: string
}

export function identitiesOf({ attributes: { identities } }: Pick<User, 'attributes'>): readonly LinkedIdentity[] {
  if (identities === undefined) return []
  const linked: readonly LinkedIdentity[] = JSON.parse(identities)
  return linked
}

/** Whether this user came by an identity provider, and so has no name of their own. */
export function isFederatedProfile(user: Pick<User, 'attributes'>): boolean {
  return identitiesOf(user).some(({ primary }) => primary)
}

export function withIdentities(user: User, linked: readonly LinkedIdentity[]): User {
  const { identities: _, ...attributes } = user.attributes
  return {
    ...user,
    attributes: linked.length === 0 ? attributes : { identities: JSON.stringify(linked), ...attributes },
  }
}

export function nameOf({ providerName, attributeName = subjectAttribute, userId }: LinkedIdentity): IdentityName {
  return { providerName, attributeName, value: userId }
}

export function isNamed(identity: LinkedIdentity, { providerName, attributeName, value }: IdentityName): boolean {
  const own = nameOf(identity)
  return own.providerName === providerName && own.attributeName === attributeName && own.value === value
}

/** What keeps an identity from being two people's: the store gives each alias of a pool to one user. */
export function identityAlias({ providerName, attributeName, value }: IdentityName): UserAlias {
  return { namespace: 'identity', key: JSON.stringify([providerName, attributeName, value]) }
}
