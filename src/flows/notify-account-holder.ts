import { newUuid } from '../crypto/identifiers.ts'
import { isContactAttribute, mediumOf } from '../domain/contact.ts'
import { existingAccountMessage } from '../domain/message-templates.ts'
import type { UserPool } from '../domain/user-pool.ts'
import type { UserAlias } from '../domain/user.ts'
import type { Ports } from '../ports/ports.ts'
import { countAttempt } from './throttle.ts'

/**
 * Tells the owner of an address that somebody asked for an account with it. For surfaces that answer a taken address
 * as they answer a free one, "check your inbox": only whoever reads that inbox learns the difference. It carries no
 * code, since a code would confirm a password that somebody else may have chosen.
 */
export async function notifyAccountHolder(
  ports: Pick<Ports, 'clock' | 'random' | 'storage'>,
  { pool, alias }: { readonly pool: UserPool; readonly alias: UserAlias },
): Promise<void> {
  const { namespace } = alias
  if (!isContactAttribute(namespace)) return
  const owner = await ports.storage.users.findByAlias(pool.id, [alias])
  const to = owner?.attributes[namespace]
  if (!owner || !to) return
  await ports.storage.commit([
    countAttempt(ports, { poolId: pool.id, subject: owner.sub, action: 'resend-confirmation-code' }),
    {
      write: 'enqueueMessage',
      message: {
        id: newUuid((size) => ports.random.bytes(size)),
        poolId: pool.id,
        channel: mediumOf(namespace),
        to,
        ...existingAccountMessage(namespace),
        code: undefined,
        createdAt: ports.clock.now(),
      },
    },
  ])
}
