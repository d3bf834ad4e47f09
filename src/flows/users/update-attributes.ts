import type { AttributeType } from '../../contract/shapes.gen.ts'
import type { Refuse } from '../../contract/refusal.ts'
import { changeAttributes } from '../../domain/users/attribute-changes.ts'
import { requestedAttributes, type AttributeWriter } from '../../domain/users/attribute-fault.ts'
import type { CodeDeliveryDetails } from '../../domain/messages/code-delivery.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { User } from '../../domain/users/user.ts'
import { aliasTaken } from './alias-taken.ts'
import { commitUserChange } from './commit-user-change.ts'
import { requireDelivery, type DeliveryPorts } from '../messages/deliver-code.ts'
import { noticesOfAddresses } from '../notices/notice-of-change.ts'
import type { TriggerException } from '../triggers/run-trigger.ts'
import type { Metadata, TriggerCaller } from '../triggers/trigger.ts'

export interface UpdateAttributesRequest {
  readonly pool: UserPool
  readonly user: User
  readonly attributes: readonly AttributeType[]
  readonly writer: AttributeWriter
  readonly caller: TriggerCaller
  readonly clientMetadata: Metadata
}

type UpdateAttributesException =
  | 'AliasExistsException'
  | TriggerException
  | 'NotAuthorizedException'
  | 'TooManyRequestsException'
  | 'UserNotFoundException'

/** Writes attributes, all or none, and sends codes to new addresses that the pool verifies; tells where they went. */
export async function updateAttributes(
  ports: DeliveryPorts,
  refuse: Refuse<UpdateAttributesException>,
  { pool, user, attributes, writer, caller, clientMetadata }: UpdateAttributesRequest,
): Promise<readonly CodeDeliveryDetails[]> {
  const requested = requestedAttributes(attributes)
  const origin = { source: 'UpdateUserAttribute', caller, clientMetadata } as const
  let sent: readonly CodeDeliveryDetails[] = []
  const result = await commitUserChange(ports, refuse, { pool, user }, async (before) => {
    const change = changeAttributes(pool, before, requested, writer)
    if (change.kind === 'fault') throw refuse(change.exception, change.message)
    const changed: User = { ...before, attributes: change.attributes, pendingAttributes: change.pendingAttributes }
    const deliveries = await Promise.all(
      change.toVerify.map((contact) =>
        requireDelivery(ports, refuse, {
          pool,
          subject: user.sub,
          purpose: `verify-${contact.attribute}`,
          contact,
          user: changed,
          origin,
        }),
      ),
    )
    sent = deliveries.map(({ details }) => details)
    // The newest message is the code, for whoever looks for it.
    const owner = { pool, user: before, language: caller.language }
    const notices = writer.by === 'user' ? await noticesOfAddresses(ports, owner, change.attributes) : []
    return { user: changed, writes: [...notices, ...deliveries.flatMap(({ writes }) => writes)] }
  })
  if (!result.committed) throw aliasTaken(refuse, result.alias, 'written')
  return sent
}
