import { newSub } from '../../crypto/identifiers.ts'
import { requestedAttributes } from '../../domain/users/attribute-fault.ts'
import { newAttributes, withLogin } from '../../domain/users/new-attributes.ts'
import { newUser, realUsername } from '../../domain/users/new-user.ts'
import { isPasswordNeeded } from '../../domain/passwords/password-policy.ts'
import { newTemporaryPassword } from '../../domain/passwords/temporary-password.ts'
import { renderUser } from '../../domain/users/user-rendering.ts'
import { usernameFault } from '../../domain/users/username-rules.ts'
import { usernameTaken } from '../../flows/users/alias-taken.ts'
import { createUser } from '../../flows/users/create-user.ts'
import { inviteUser } from '../../flows/users/invite-user.ts'
import { judgeNewPassword } from '../../flows/passwords/judge-new-password.ts'
import { makePasswordCredential } from '../../flows/passwords/make-password-credential.ts'
import { requireUserPool } from '../../flows/user-pools/require-user-pool.ts'
import { resendInvitation } from '../../flows/users/resend-invitation.ts'
import { preSignUp } from '../../flows/triggers/pre-sign-up.ts'
import { requireRun } from '../../flows/triggers/run-trigger.ts'
import { metadataOf, type TriggerPorts } from '../../flows/triggers/trigger.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const AdminCreateUser = operation(
  'AdminCreateUser',
  async (
    { input, refuse, request },
    ports: TriggerPorts & Pick<Ports, 'clock' | 'compromisedPasswords' | 'passwordWork' | 'sealing' | 'storage'>,
  ) => {
    const { Username: username, MessageAction: action, DesiredDeliveryMediums: mediums = ['SMS'] } = input
    const { ClientMetadata: clientMetadata } = input
    const caller = { clientId: undefined, userAgent: request.userAgent }
    const origin = { source: 'AdminCreateUser', caller, clientMetadata } as const
    const pool = await requireUserPool(ports, refuse, input.UserPoolId)
    const chosen = input.TemporaryPassword || undefined
    if (chosen) {
      const names = [username, input.UserAttributes?.find(({ Name }) => Name === 'email')?.Value]
      const { fault } = await judgeNewPassword(ports, { pool, password: chosen, occasion: 'temporary', names })
      if (fault) throw refuse('InvalidPasswordException', fault)
    }
    if (action === 'RESEND') {
      const user = await resendInvitation(ports, refuse, { pool, username, temporaryPassword: chosen, mediums, origin })
      return { User: renderUser(user, undefined) }
    }

    const random = (size: number) => ports.random.bytes(size)
    const sub = newSub(random)
    const realName = realUsername(pool, username, sub)
    const requested = requestedAttributes(input.UserAttributes ?? [])
    const asked = await preSignUp(ports, {
      pool,
      userName: realName,
      caller,
      by: 'AdminCreateUser',
      userAttributes: Object.fromEntries(withLogin(pool, username, requested)),
      validationData: metadataOf(input.ValidationData),
      clientMetadata,
    })
    // Cognito: what the function would confirm or verify is the administrator's to say.
    requireRun(refuse, asked)

    const nameless = usernameFault(pool, username)
    if (nameless) throw refuse('InvalidParameterException', nameless)
    const written = newAttributes(pool, { requested, username, writer: { by: 'administrator' } })
    if (written.kind === 'fault') throw refuse(written.exception, written.message)
    const { attributes } = written

    const temporaryPassword =
      chosen ?? (isPasswordNeeded(pool, attributes) ? newTemporaryPassword(pool, random) : undefined)
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
    const writes = isInvited ? await inviteUser(ports, refuse, { pool, user, temporaryPassword, mediums, origin }) : []
    const moveAliases = input.ForceAliasCreation ?? false
    const { taken } = await createUser(ports, refuse, { pool, user, writes, moveAliases })
    if (taken) throw usernameTaken(refuse, taken, 'User account already exists')
    return { User: renderUser(user, undefined) }
  },
)
