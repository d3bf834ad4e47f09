import type { IdentityProviderTypeType } from '../../contract/shapes.gen.ts'
import { findSchemaAttribute } from '../users/attribute-schema.ts'
import type { IdentityProvider } from './identity-provider.ts'
import type { UserPool } from '../user-pools/user-pool.ts'

type Mapping = Readonly<Record<string, string>>

/** Cognito: a well-known provider is called as its type, and nothing else is. */
const ownNames: readonly string[] = [
  'Facebook',
  'Google',
  'LoginWithAmazon',
  'SignInWithApple',
] satisfies readonly IdentityProviderTypeType[]

export function providerNameFault(name: string, type: IdentityProviderTypeType): string | undefined {
  const isOwn = ownNames.includes(type) ? name === type : !ownNames.includes(name) && name !== 'COGNITO'
  return isOwn ? undefined : `Provider ${name} cannot be of type ${type}.`
}

/** What is wrong with these members of a provider, whoever set them. */
export function providerFault(
  pool: UserPool,
  {
    type,
    attributeMapping,
    identifiers,
    acrMapping,
  }: Pick<IdentityProvider, 'type' | 'attributeMapping' | 'identifiers' | 'acrMapping'>,
): string | undefined {
  const strangers = Object.keys(attributeMapping).filter((name) => !isMappable(pool, name))
  if (strangers.length > 0) return `AttributeMapping contains invalid mapping: [${strangers.join(', ')}]`
  const repeated = identifiers.find((identifier, position) => identifiers.indexOf(identifier) !== position)
  if (repeated !== undefined) return `The identifier ${repeated} is given twice.`
  return acrMapping !== undefined && type !== 'OIDC' ? 'AcrMapping is supported for OIDC providers only.' : undefined
}

function isMappable(pool: UserPool, name: string): boolean {
  return name === 'username' || (name !== 'sub' && findSchemaAttribute(pool, name) !== undefined)
}

const subjectClaims: Partial<Readonly<Record<IdentityProviderTypeType, string>>> = {
  Facebook: 'id',
  Google: 'sub',
  LoginWithAmazon: 'user_id',
  OIDC: 'sub',
  SignInWithApple: 'sub',
}

/** Cognito: the username comes from the provider's subject unless something else is said. SAML has its NameID. */
export function withUsername(type: IdentityProviderTypeType, mapping: Mapping): Mapping {
  const username = subjectClaims[type]
  return username === undefined ? mapping : { username, ...mapping }
}
