import type { DeliveryMediumType } from '../../contract/shapes.gen.ts'
import type { Refuse } from '../../contract/refusal.ts'
import { newUuid } from '../../crypto/identifiers.ts'
import { contactAttributes, mediumOf } from '../../domain/users/contact.ts'
import { loginName } from '../../domain/users/login-name.ts'
import { invitationMessage } from '../../domain/messages/message-templates.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { User } from '../../domain/users/user.ts'
import type { Ports } from '../../ports/ports.ts'
import type { Write } from '../../ports/storage/storage.ts'
import { personMessages } from '../messages/person-messages.ts'
import { customMessage, type MessageOrigin } from '../triggers/custom-message.ts'
import { toldToSender } from '../triggers/custom-sender.ts'
import { requireRun, type TriggerException } from '../triggers/run-trigger.ts'
import type { TriggerPorts } from '../triggers/trigger.ts'

export interface Invitation {
  readonly origin: MessageOrigin
  readonly pool: UserPool
  readonly user: User
  readonly temporaryPassword: string
  readonly mediums: readonly DeliveryMediumType[]
}

/** The messages that tell a user their name and temporary password: for the commit that makes them true. */
export async function inviteUser(
  ports: TriggerPorts & Pick<Ports, 'clock'>,
  refuse: Refuse<TriggerException>,
  { pool, user, temporaryPassword, mediums, origin }: Invitation,
): Promise<readonly Write[]> {
  const values = { code: temporaryPassword, username: loginName(pool, user) }
  const attributes = contactAttributes.filter((name) => user.attributes[name] && mediums.includes(mediumOf(name)))
  if (attributes.length === 0) return []
  const run = await customMessage(ports, { pool, user, origin, attributes, mayLink: false })
  const own = requireRun(refuse, run)
  const messages = await personMessages({ pool, user, language: origin.caller.language })
  return attributes.flatMap((attribute): readonly Write[] => {
    const to = user.attributes[attribute]
    const channel = mediumOf(attribute)
    const message = invitationMessage(pool, { attribute, values, own }, messages)
    // Cognito: an invitation that would not say the password is not sent.
    if (!to || !message.text.includes(temporaryPassword)) return []
    const id = newUuid((size) => ports.random.bytes(size))
    const createdAt = ports.clock.now()
    const told = toldToSender({ pool, user, origin, channel })
    const sent = { id, poolId: pool.id, channel, to, ...message, code: temporaryPassword, createdAt, ...told }
    return [{ write: 'enqueueMessage', message: sent }]
  })
}
