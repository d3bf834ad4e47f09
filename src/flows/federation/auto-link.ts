import type { Refuse } from '../../contract/refusal.ts'
import { extraOf } from '../../domain/extras/extras.ts'
import type { Claims } from '../../domain/federation/claims-as-text.ts'
import { identitiesOf, isFederatedProfile, mostLinks, withIdentities } from '../../domain/users/linked-identities.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { User } from '../../domain/users/user.ts'
import type { Ports } from '../../ports/ports.ts'
import { commitUserChange } from '../users/commit-user-change.ts'
import type { FederatedPerson } from './find-federated-user.ts'

/**
 * Ties somebody new to the pool's own user of the same address, where the pool asks for that of this provider (extra
 * `auto-link`; AUTHZ-04). Both sides must have verified the address, and it must be one user's alone: whoever could
 * claim an address at the provider would otherwise be let into somebody's account.
 */
export async function autoLink(
  ports: Pick<Ports, 'clock' | 'storage'>,
  refuse: Refuse,
  {
    pool,
    person: { provider, subject },
    claims,
    issuer,
  }: {
    readonly pool: UserPool
    readonly person: FederatedPerson
    /** The provider's own word, not what a function made of it. */
    readonly claims: Claims
    readonly issuer: string | null
  },
): Promise<User | undefined> {
  const { email, email_verified: verified } = claims
  if (!extraOf(pool, 'auto-link').includes(provider.name) || !email || verified?.toLowerCase() !== 'true')
    return undefined
  const { items } = await ports.storage.users.list(
    pool.id,
    { attribute: 'email', operator: 'equals', value: email },
    { limit: mostNamesakes, after: undefined },
  )
  const owners = items.filter((user) => owns(user, email))
  const [owner] = owners
  if (owner === undefined || owners.length > 1 || items.length === mostNamesakes) return undefined
  const identity = {
    userId: subject,
    providerName: provider.name,
    providerType: provider.type,
    issuer,
    primary: false,
    dateCreated: ports.clock.now().getTime(),
  }
  const linked = await commitUserChange(ports, refuse, { pool, user: owner }, (before) => {
    const identities = identitiesOf(before)
    const isStill = owns(before, email) && identities.length < mostLinks
    return { user: isStill ? withIdentities(before, [...identities, identity]) : before, writes: [] }
  })
  if (!linked.committed) return undefined
  return identitiesOf(linked.user).some(({ userId }) => userId === subject) ? linked.user : undefined
}

const mostNamesakes = 10

function owns(user: User, email: string): boolean {
  const { attributes, status, enabled } = user
  const isOwn = attributes.email?.toLowerCase() === email.toLowerCase() && attributes.email_verified === 'true'
  return isOwn && enabled && status === 'CONFIRMED' && !isFederatedProfile(user)
}
