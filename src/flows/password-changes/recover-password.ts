import type { Refusal, Refuse } from '../../contract/refusal.ts'
import { recoveryChannels, recoveryContact, type CodeDeliveryDetails } from '../../domain/messages/code-delivery.ts'
import { unknownUserSub } from '../../domain/sign-in/unknown-user.ts'
import { simulatedContact } from '../../domain/users/simulated-contact.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { User } from '../../domain/users/user.ts'
import type { Ports } from '../../ports/ports.ts'
import { accountEvent } from '../users/account-event.ts'
import {
  callerOf,
  findAccountHolder,
  holderNotFound,
  isGoneUnseen,
  type AccountRequest,
} from '../users/account-holder.ts'
import { findUser } from '../users/find-user.ts'
import { migrateUser } from '../users/migrate-user.ts'
import { requireDelivery, type DeliveryPorts } from '../messages/deliver-code.ts'
import { countAttempt, limitExceeded } from '../throttle.ts'
import type { TriggerException } from '../triggers/run-trigger.ts'
import { triggerArn } from '../triggers/trigger.ts'

type RecoverPasswordException =
  | 'InvalidParameterException'
  | 'LimitExceededException'
  | 'NotAuthorizedException'
  | TriggerException
  | 'UserNotFoundException'

/** Sends the code with which a forgotten password is replaced. */
export async function recoverPassword(
  ports: DeliveryPorts & Pick<Ports, 'passwordWork'>,
  refuse: Refuse<RecoverPasswordException>,
  request: AccountRequest,
): Promise<CodeDeliveryDetails> {
  const { pool, client, username } = request
  const channels = recoveryChannels(pool)
  if (channels.length === 0) throw refuse('NotAuthorizedException', 'Contact administrator to reset password.')
  await migrateForgetful(ports, refuse, request)
  const { user, subject } = await findAccountHolder(ports, refuse, request, (found) => {
    if (!found.enabled) return refuse('NotAuthorizedException', 'User is disabled.')
    return whyNotRecoverable(refuse, pool, found)
  })

  const simulated = simulatedContact(ports.sealing.keyFor('unknown-user'), pool, username, channels)
  const contact = (user && recoveryContact(pool, user)) ?? simulated
  const { clientMetadata } = request
  const origin = { source: 'ForgotPassword', caller: callerOf(request), clientMetadata } as const
  const { writes, details } = await requireDelivery(ports, refuse, {
    pool,
    subject,
    purpose: 'forgot-password',
    contact,
    user,
    origin,
  })
  const of = { poolId: pool.id, sub: subject, clientId: client.id, request: request.request }
  const result = await ports.storage.commit([
    countAttempt(ports, { poolId: pool.id, subject, action: 'forgot-password' }),
    ...writes,
    ...(user ? [accountEvent(ports, { ...of, type: 'ForgotPassword', response: 'InProgress' })] : []),
  ])
  if (result.committed || isGoneUnseen(client, result.guard)) return details
  throw result.guard === 'under-limit' ? limitExceeded(refuse) : holderNotFound(refuse)
}

/** Asks the user migration trigger about a name nobody has: as often as anybody may ask for a code. */
async function migrateForgetful(
  ports: DeliveryPorts & Pick<Ports, 'passwordWork'>,
  refuse: Refuse<'LimitExceededException'>,
  request: AccountRequest,
): Promise<void> {
  const { pool, username, clientMetadata } = request
  if (triggerArn(pool, 'UserMigration') === undefined || (await findUser(ports, pool, username))) return
  const subject = unknownUserSub(ports.sealing.keyFor('unknown-user'), pool, username)
  const counted = await ports.storage.commit([
    countAttempt(ports, { poolId: pool.id, subject, action: 'forgot-password' }),
  ])
  if (!counted.committed) throw limitExceeded(refuse)
  const asked = { caller: callerOf(request), by: 'ForgotPassword', validationData: undefined, clientMetadata } as const
  await migrateUser(ports, { pool, username, password: undefined, ...asked })
}

/** What keeps a user's password from being reset by a code. */
export function whyNotRecoverable(
  refuse: Refuse<'InvalidParameterException' | 'NotAuthorizedException'>,
  pool: UserPool,
  user: User,
): Refusal | undefined {
  const { status } = user
  const isSettled = status === 'CONFIRMED' || status === 'RESET_REQUIRED'
  // Cognito: a person who never confirmed is told of the address that is missing before anything else.
  if ((isSettled || status === 'UNCONFIRMED') && !recoveryContact(pool, user)) {
    return refuse(
      'InvalidParameterException',
      'Cannot reset password for the user as there is no registered/verified email or phone_number',
    )
  }
  return isSettled ? undefined : wrongStateForReset(refuse)
}

/** An administrator's temporary password is not forgotten but lost: only another one helps. */
export function wrongStateForReset(refuse: Refuse<'NotAuthorizedException'>): Refusal {
  return refuse('NotAuthorizedException', 'User password cannot be reset in the current state.')
}
