import { newUuid } from '../../crypto/identifiers.ts'
import { isContactAttribute, mediumOf } from '../../domain/users/contact.ts'
import { existingAccountMessage } from '../../domain/messages/message-templates.ts'
import { unknownUserSub } from '../../domain/sign-in/unknown-user.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { UserAlias } from '../../domain/users/user.ts'
import type { Ports } from '../../ports/ports.ts'
import { personMessages } from '../messages/person-messages.ts'
import { countAttempt } from '../throttle.ts'

/**
 * Tells the owner of an address that somebody asked for an account with it. For surfaces that answer a taken address
 * as they answer a free one, "check your inbox": only whoever reads that inbox learns the difference. It carries no
 * code, since a code would confirm a password that somebody else may have chosen. For an address that was free, with
 * `isTaken` false, it does the same work and tells nobody: the time that it takes must not tell either.
 */
export async function notifyAccountHolder(
  ports: Pick<Ports, 'clock' | 'random' | 'sealing' | 'storage'>,
  {
    pool,
    alias,
    isTaken,
    language,
  }: {
    readonly pool: UserPool
    readonly alias: UserAlias
    readonly isTaken: boolean
    readonly language?: string | undefined
  },
): Promise<void> {
  const { namespace } = alias
  if (!isContactAttribute(namespace)) return
  const owner = await ports.storage.users.findByAlias(pool.id, [alias])
  const to = owner?.attributes[namespace]
  if (!owner || !to) return
  const nobody = unknownUserSub(ports.sealing.keyFor('unknown-user'), pool, alias.key)
  const messages = await personMessages({ pool, user: owner, language })
  const subject = isTaken ? owner.sub : nobody
  await ports.storage.commit([
    countAttempt(ports, { poolId: pool.id, subject, action: 'resend-confirmation-code' }),
    ...(isTaken
      ? [
          {
            write: 'enqueueMessage',
            message: {
              id: newUuid((size) => ports.random.bytes(size)),
              poolId: pool.id,
              channel: mediumOf(namespace),
              to,
              ...existingAccountMessage(namespace, messages),
              code: undefined,
              createdAt: ports.clock.now(),
            },
          } as const,
        ]
      : []),
  ])
}
