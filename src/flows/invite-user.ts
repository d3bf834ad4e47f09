import type { DeliveryMediumType } from '../contract/shapes.gen.ts'
import { newUuid } from '../crypto/identifiers.ts'
import { contactAttributes, mediumOf } from '../domain/contact.ts'
import { loginName } from '../domain/login-name.ts'
import { invitationMessage } from '../domain/message-templates.ts'
import type { UserPool } from '../domain/user-pool.ts'
import type { User } from '../domain/user.ts'
import type { Ports } from '../ports/ports.ts'
import type { Write } from '../ports/storage/storage.ts'

export interface Invitation {
  readonly pool: UserPool
  readonly user: Pick<User, 'username' | 'attributes'>
  readonly temporaryPassword: string
  readonly mediums: readonly DeliveryMediumType[]
}

/** The messages that tell a user their name and temporary password: for the commit that makes them true. */
export function inviteUser(
  ports: Pick<Ports, 'clock' | 'random'>,
  { pool, user, temporaryPassword, mediums }: Invitation,
): readonly Write[] {
  const values = { code: temporaryPassword, username: loginName(pool, user) }
  return contactAttributes.flatMap((attribute): readonly Write[] => {
    const to = user.attributes[attribute]
    const channel = mediumOf(attribute)
    const message = invitationMessage(pool, attribute, values)
    // Cognito: an invitation that would not say the password is not sent.
    if (!to || !mediums.includes(channel) || !message.text.includes(temporaryPassword)) return []
    const id = newUuid((size) => ports.random.bytes(size))
    const createdAt = ports.clock.now()
    const sent = { id, poolId: pool.id, channel, to, ...message, code: temporaryPassword, createdAt }
    return [{ write: 'enqueueMessage', message: sent }]
  })
}
