import { newSub } from '../../crypto/identifiers.ts'
import { requestedAttributes } from '../../domain/attribute-fault.ts'
import { newAttributes } from '../../domain/new-attributes.ts'
import { newUser, realUsername } from '../../domain/new-user.ts'
import { isPasswordNeeded } from '../../domain/password-policy.ts'
import { newTemporaryPassword } from '../../domain/temporary-password.ts'
import { renderUser } from '../../domain/user-rendering.ts'
import { usernameFault } from '../../domain/username-rules.ts'
import { usernameTaken } from '../../flows/alias-taken.ts'
import { createUser } from '../../flows/create-user.ts'
import { inviteUser } from '../../flows/invite-user.ts'
import { judgeNewPassword } from '../../flows/judge-new-password.ts'
import { makePasswordCredential } from '../../flows/make-password-credential.ts'
import { requireUserPool } from '../../flows/require-user-pool.ts'
import { resendInvitation } from '../../flows/resend-invitation.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const AdminCreateUser = operation(
  'AdminCreateUser',
  async (
    { input, refuse },
    ports: Pick<Ports, 'clock' | 'compromisedPasswords' | 'passwordWork' | 'random' | 'sealing' | 'storage'>,
  ) => {
    const { Username: username, MessageAction: action, DesiredDeliveryMediums: mediums = ['SMS'] } = input
    const pool = await requireUserPool(ports, refuse, input.UserPoolId)
    const chosen = input.TemporaryPassword || undefined
    if (chosen) {
      const names = [username, input.UserAttributes?.find(({ Name }) => Name === 'email')?.Value]
      const { fault } = await judgeNewPassword(ports, { pool, password: chosen, occasion: 'temporary', names })
      if (fault) throw refuse('InvalidPasswordException', fault)
    }
    if (action === 'RESEND') {
      const user = await resendInvitation(ports, refuse, { pool, username, temporaryPassword: chosen, mediums })
      return { User: renderUser(user, undefined) }
    }

    const nameless = usernameFault(pool, username)
    if (nameless) throw refuse('InvalidParameterException', nameless)
    const requested = requestedAttributes(input.UserAttributes ?? [])
    const written = newAttributes(pool, { requested, username, writer: { by: 'administrator' } })
    if (written.kind === 'fault') throw refuse(written.exception, written.message)
    const { attributes } = written

    const random = (size: number) => ports.random.bytes(size)
    const temporaryPassword =
      chosen ?? (isPasswordNeeded(pool, attributes) ? newTemporaryPassword(pool, random) : undefined)
    const sub = newSub(random)
    const realName = realUsername(pool, username, sub)
    const user = newUser(pool, {
      sub,
      username: realName,
      status: temporaryPassword === undefined ? 'CONFIRMED' : 'FORCE_CHANGE_PASSWORD',
      attributes,
      password:
        temporaryPassword === undefined
          ? undefined
          : await makePasswordCredential(ports, pool, realName, temporaryPassword),
      createdAt: ports.clock.now(),
    })
    const isInvited = temporaryPassword !== undefined && action !== 'SUPPRESS'
    const writes = isInvited ? inviteUser(ports, { pool, user, temporaryPassword, mediums }) : []
    const moveAliases = input.ForceAliasCreation ?? false
    const { taken } = await createUser(ports, refuse, { pool, user, writes, moveAliases })
    if (taken) throw usernameTaken(refuse, taken, 'User account already exists')
    return { User: renderUser(user, undefined) }
  },
)
