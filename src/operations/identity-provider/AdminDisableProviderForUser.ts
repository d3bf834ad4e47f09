import type { IdentityName } from '../../domain/users/linked-identities.ts'
import type { User } from '../../domain/users/user.ts'
import { changeUser } from '../../flows/users/change-user.ts'
import { withoutLink } from '../../flows/users/unlink-identity.ts'
import { requireUserPool } from '../../flows/user-pools/require-user-pool.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'
import { findByIdentity, findByUsername } from '../../flows/federation/find-federated-user.ts'
import { ownProvider, requireIdentityName } from './require-identity-name.ts'

/** Keeps somebody from signing in with one provider; of the pool itself it takes the password. Sessions end. */
export const AdminDisableProviderForUser = operation(
  'AdminDisableProviderForUser',
  async ({ input, refuse }, ports: Pick<Ports, 'clock' | 'storage'>) => {
    const pool = await requireUserPool(ports, refuse, input.UserPoolId)
    const name = requireIdentityName(refuse, 'User', input.User)
    const isOwn = name.providerName === ownProvider
    const user = await (isOwn ? findByUsername(ports, pool, name.value) : findByIdentity(ports, pool, name))
    if (!user) throw refuse('UserNotFoundException', 'User does not exist.')
    const { poolId, sub } = user
    await changeUser(ports, refuse, { pool, user }, (before) => ({
      user: isOwn ? withoutPassword(before) : withoutIdentity(before, name),
      writes: [{ write: 'signOutEverywhere', poolId, sub, at: ports.clock.now() }],
    }))
    return {}
  },
)

function withoutPassword(user: User): User {
  return { ...user, status: 'EXTERNAL_PROVIDER', password: undefined, passwordSetAt: undefined, passwordHistory: [] }
}

/** Whoever came by this provider, rather than being linked to it, has nothing else to sign in with. */
function withoutIdentity(user: User, name: IdentityName): User {
  return withoutLink(user, name) ?? { ...user, enabled: false }
}
