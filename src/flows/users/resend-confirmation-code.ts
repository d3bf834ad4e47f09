import type { Refuse } from '../../contract/refusal.ts'
import { signUpChannels, signUpContact, type CodeDeliveryDetails } from '../../domain/messages/code-delivery.ts'
import { simulatedContact } from '../../domain/users/simulated-contact.ts'
import { accountEvent } from './account-event.ts'
import { callerOf, findAccountHolder, holderNotFound, isGoneUnseen, type AccountRequest } from './account-holder.ts'
import { requireDelivery, type DeliveryPorts } from '../messages/deliver-code.ts'
import { countAttempt, limitExceeded } from '../throttle.ts'
import type { TriggerException } from '../triggers/run-trigger.ts'

type ResendException =
  | 'InvalidParameterException'
  | 'LimitExceededException'
  | 'NotAuthorizedException'
  | TriggerException
  | 'UserNotFoundException'

/** Sends a new code to somebody who signed up; it takes the place of the older one. */
export async function resendConfirmationCode(
  ports: DeliveryPorts,
  refuse: Refuse<ResendException>,
  request: AccountRequest,
): Promise<CodeDeliveryDetails> {
  const { pool, client, username } = request
  const noChannel = () => refuse('InvalidParameterException', 'Cannot resend codes. Auto verification not turned on.')
  const channels = signUpChannels(pool)
  if (channels.length === 0) throw noChannel()
  const { user, subject } = await findAccountHolder(ports, refuse, request, (found) => {
    if (!found.enabled) return refuse('NotAuthorizedException', 'User is disabled.')
    if (found.status !== 'UNCONFIRMED') return refuse('InvalidParameterException', 'User is already confirmed.')
    return signUpContact(pool, found.attributes) ? undefined : noChannel()
  })

  const simulated = simulatedContact(ports.sealing.keyFor('unknown-user'), pool, username, channels)
  const contact = (user && signUpContact(pool, user.attributes)) ?? simulated
  const purpose = 'sign-up'
  const { clientMetadata } = request
  const origin = { source: 'ResendCode', caller: callerOf(request), clientMetadata } as const
  const { writes, details } = await requireDelivery(ports, refuse, { pool, subject, purpose, contact, user, origin })
  const of = { poolId: pool.id, sub: subject, clientId: client.id, request: request.request }
  const result = await ports.storage.commit([
    countAttempt(ports, { poolId: pool.id, subject, action: 'resend-confirmation-code' }),
    ...writes,
    ...(user ? [accountEvent(ports, { ...of, type: 'ResendCode', response: 'Pass' })] : []),
  ])
  if (result.committed || isGoneUnseen(client, result.guard)) return details
  throw result.guard === 'under-limit' ? limitExceeded(refuse) : holderNotFound(refuse)
}
