import type { Refuse } from '../../contract/refusal.ts'
import type { DeliveryMediumType } from '../../contract/shapes.gen.ts'
import { newTemporaryPassword } from '../../domain/passwords/temporary-password.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { User } from '../../domain/users/user.ts'
import type { Ports } from '../../ports/ports.ts'
import { changeUser } from './change-user.ts'
import { findUser } from './find-user.ts'
import { inviteUser } from './invite-user.ts'
import { makePasswordCredential } from '../passwords/make-password-credential.ts'
import type { MessageOrigin } from '../triggers/custom-message.ts'
import type { TriggerException } from '../triggers/run-trigger.ts'
import type { TriggerPorts } from '../triggers/trigger.ts'

export interface ResentInvitation {
  readonly pool: UserPool
  readonly username: string
  /** Undefined has one invented. */
  readonly temporaryPassword: string | undefined
  readonly mediums: readonly DeliveryMediumType[]
  readonly origin: MessageOrigin
}

type ResendException =
  | 'TooManyRequestsException'
  | 'UnsupportedUserStateException'
  | 'UserNotFoundException'
  | TriggerException

/** Invites a user again who never came: another temporary password, which lives as long as the first one did. */
export async function resendInvitation(
  ports: TriggerPorts & Pick<Ports, 'clock' | 'passwordWork' | 'storage'>,
  refuse: Refuse<ResendException>,
  { pool, username, temporaryPassword: chosen, mediums, origin }: ResentInvitation,
): Promise<User> {
  const found = await findUser(ports, pool, username)
  if (!found) throw refuse('UserNotFoundException', 'User does not exist.')
  return changeUser(ports, refuse, { pool, user: found }, async (before) => {
    if (before.status !== 'FORCE_CHANGE_PASSWORD') {
      const text = `Resend not possible. ${username} status is not FORCE_CHANGE_PASSWORD`
      throw refuse('UnsupportedUserStateException', text)
    }
    const temporaryPassword = chosen ?? newTemporaryPassword(pool, (size) => ports.random.bytes(size))
    const password = await makePasswordCredential(ports, pool, before.username, temporaryPassword)
    const user: User = { ...before, password, passwordSetAt: ports.clock.now() }
    return { user, writes: await inviteUser(ports, refuse, { pool, user, temporaryPassword, mediums, origin }) }
  })
}
