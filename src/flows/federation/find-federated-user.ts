import type { RequestedAttributes } from '../../domain/users/attribute-fault.ts'
import type { IdentityProvider } from '../../domain/federation/identity-provider.ts'
import { identityAlias, subjectAttribute, type IdentityName } from '../../domain/users/linked-identities.ts'
import { canonicalKey } from '../../domain/users/user-alias.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { User } from '../../domain/users/user.ts'
import type { Ports } from '../../ports/ports.ts'

/** The user by this username. Addresses name nobody here: whoever holds one might have it from elsewhere. */
export async function findByUsername(
  ports: Pick<Ports, 'storage'>,
  pool: UserPool,
  username: string,
): Promise<User | undefined> {
  return ports.storage.users.findByAlias(pool.id, [{ namespace: 'username', key: canonicalKey(pool, username) }])
}

/** Whoever this identity is linked to, or has signed in as. Cognito: the latter is called `Provider_subject`. */
export async function findByIdentity(
  ports: Pick<Ports, 'storage'>,
  pool: UserPool,
  identity: IdentityName,
): Promise<User | undefined> {
  const linked = await ports.storage.users.findByAlias(pool.id, [identityAlias(identity)])
  return linked ?? findProfileOf(ports, pool, identity)
}

export async function findProfileOf(
  ports: Pick<Ports, 'storage'>,
  pool: UserPool,
  { providerName, value }: IdentityName,
): Promise<User | undefined> {
  const user = await findByUsername(ports, pool, `${providerName}_${value}`)
  return user?.status === 'EXTERNAL_PROVIDER' ? user : undefined
}

/**
 * Whose a provider's person is: who is tied to the subject, else who is tied to the value of an attribute that the
 * provider fills. Never who merely has the same address or name.
 */
export async function findFederatedUser(
  ports: Pick<Ports, 'storage'>,
  pool: UserPool,
  { provider, subject, mapped }: FederatedPerson,
): Promise<User | undefined> {
  const bySubject = { providerName: provider.name, attributeName: subjectAttribute, value: subject }
  const isNamedByAttributes = provider.type === 'OIDC' || provider.type === 'SAML'
  const byAttribute = isNamedByAttributes ? [...mapped].filter(([, value]) => value !== '') : []
  return ports.storage.users.findByAlias(pool.id, [
    identityAlias(bySubject),
    ...byAttribute.map(([attributeName, value]) => {
      return identityAlias({ providerName: provider.name, attributeName, value })
    }),
  ])
}

export interface FederatedPerson {
  readonly provider: IdentityProvider
  readonly subject: string
  /** What the provider says, by the pool's attributes. */
  readonly mapped: RequestedAttributes
}
