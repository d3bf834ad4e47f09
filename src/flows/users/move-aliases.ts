import { isContactAttribute } from '../../domain/users/contact.ts'
import { aliasesOf, usernameMode } from '../../domain/users/user-alias.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { User, UserAlias } from '../../domain/users/user.ts'
import type { Ports } from '../../ports/ports.ts'
import type { CommitResult, Write } from '../../ports/storage/storage.ts'

/**
 * Commits, and where an alias is taken has its owner give it up in the same commit: their address becomes unverified.
 * This is ForceAliasCreation. A username is never given up, nor the address of a pool that signs in by address.
 */
export async function commitMovingAliases(
  ports: Pick<Ports, 'clock' | 'storage'>,
  pool: UserPool,
  writes: readonly Write[],
): Promise<CommitResult> {
  const moving: UserAlias[] = []
  for (;;) {
    const released = await releaseAliases(ports, pool, moving)
    const result = await ports.storage.commit([...released, ...writes])
    if (result.committed || result.guard !== 'alias-free') return result
    const { alias } = result
    if (!alias || !isMovable(pool, alias) || moving.some(({ namespace }) => namespace === alias.namespace))
      return result
    moving.push(alias)
  }
}

async function releaseAliases(
  ports: Pick<Ports, 'clock' | 'storage'>,
  pool: UserPool,
  aliases: readonly UserAlias[],
): Promise<readonly Write[]> {
  const owners = new Map<string, User>()
  for (const alias of aliases) {
    const found = await ports.storage.users.findByAlias(pool.id, [alias])
    if (!found) continue
    // One owner may hold several: each is taken off the same record.
    const owner = owners.get(found.sub) ?? found
    owners.set(owner.sub, { ...owner, attributes: { ...owner.attributes, [`${alias.namespace}_verified`]: 'false' } })
  }
  return [...owners.values()].map((owner) => {
    const user: User = { ...owner, updatedAt: ports.clock.now(), version: owner.version + 1 }
    return { write: 'updateUser', user, aliases: aliasesOf(pool, user) }
  })
}

function isMovable(pool: UserPool, alias: UserAlias): boolean {
  return usernameMode(pool) === 'alias' && isContactAttribute(alias.namespace)
}
