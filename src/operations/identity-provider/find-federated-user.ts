import { identityAlias, type IdentityName } from '../../domain/linked-identities.ts'
import { canonicalKey } from '../../domain/user-alias.ts'
import type { UserPool } from '../../domain/user-pool.ts'
import type { User } from '../../domain/user.ts'
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
