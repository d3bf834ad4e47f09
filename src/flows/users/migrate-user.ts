import { refuse } from '../../contract/refusal.ts'
import { newSub, newUuid } from '../../crypto/identifiers.ts'
import { contactAttributes, mediumOf } from '../../domain/users/contact.ts'
import { loginName } from '../../domain/users/login-name.ts'
import { welcomeMessage } from '../../domain/messages/message-templates.ts'
import { newAttributes } from '../../domain/users/new-attributes.ts'
import { newUser, realUsername } from '../../domain/users/new-user.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { PasswordCredential, User } from '../../domain/users/user.ts'
import { usernameFault } from '../../domain/users/username-rules.ts'
import type { Messages } from '../../messages/en.ts'
import type { Ports } from '../../ports/ports.ts'
import type { Write } from '../../ports/storage/storage.ts'
import { createUser } from './create-user.ts'
import { findUser } from './find-user.ts'
import { personMessages } from '../messages/person-messages.ts'
import { makeCredential } from '../passwords/make-password-credential.ts'
import { passwordKind } from '../passwords/password-kind.ts'
import type { Metadata, TriggerCaller, TriggerPorts } from '../triggers/trigger.ts'
import { userMigration, type UserMigrationResponse } from '../triggers/user-migration.ts'

export interface Migration {
  readonly pool: UserPool
  readonly caller: TriggerCaller
  readonly by: 'Authentication' | 'ForgotPassword'
  /** As it was given. */
  readonly username: string
  readonly password: string | undefined
  readonly validationData: Metadata
  readonly clientMetadata: Metadata
}

type Needs = TriggerPorts & Pick<Ports, 'clock' | 'passwordWork' | 'storage'>

/**
 * Takes a user over from another directory, as the pool's user migration trigger describes them: in one commit, or as
 * somebody else has just done it. Undefined where the function knows nobody, fails, or describes a user that the pool
 * cannot have. Cognito: the password is kept as it is, whatever the pool's policy asks of new ones.
 */
export async function migrateUser(ports: Needs, migration: Migration): Promise<User | 'busy' | undefined> {
  const { pool, username, password } = migration
  const run = await userMigration(ports, { ...migration, userName: username })
  if (run.kind !== 'ran') return undefined
  const described = describe(ports, migration, run.response)
  if (typeof described === 'string') {
    ports.log.warn({ poolId: pool.id, fault: described }, 'a migrated user does not fit the pool')
    return undefined
  }
  const credential = await credentialOf(ports, { pool, username: described.username, password })
  if (credential === 'busy') return 'busy'
  const user: User = { ...described, password: credential, passwordSetAt: credential && described.createdAt }
  const { language } = migration.caller
  const writes = welcome(ports, {
    pool,
    user,
    response: run.response,
    messages: await personMessages({ pool, user, language }),
  })
  const moveAliases = run.response.forceAliasCreation
  const { taken } = await createUser(ports, refuse, { pool, user, writes, moveAliases })
  return taken === undefined ? user : findUser(ports, pool, username)
}

/** The user, or why there can be none. */
function describe(
  ports: Needs,
  { pool, username }: Migration,
  { userAttributes, finalUserStatus, enableSmsMfa }: UserMigrationResponse,
): User | string {
  const { username: ownName = username, ...attributes } = userAttributes
  const nameless = usernameFault(pool, ownName)
  if (nameless !== undefined) return nameless
  const requested = new Map(Object.entries(attributes))
  const written = newAttributes(pool, { requested, username: ownName, writer: { by: 'administrator' } })
  if (written.kind === 'fault') return written.message
  const sub = newSub((size) => ports.random.bytes(size))
  const user = newUser(pool, {
    sub,
    username: realUsername(pool, ownName, sub),
    status: finalUserStatus,
    attributes: written.attributes,
    password: undefined,
    createdAt: ports.clock.now(),
  })
  const hasPhone = Boolean(written.attributes.phone_number)
  return enableSmsMfa && hasPhone ? { ...user, mfaFactors: ['SMS_MFA'], preferredMfaFactor: 'SMS_MFA' } : user
}

async function credentialOf(
  ports: Needs,
  {
    pool,
    username,
    password,
  }: { readonly pool: UserPool; readonly username: string; readonly password?: string | undefined },
): Promise<PasswordCredential | 'busy' | undefined> {
  if (password === undefined) return undefined
  const kind = await passwordKind(ports, pool)
  const work = await ports.passwordWork.run(() => makeCredential(ports, { kind, pool, username, password }))
  return work.kind === 'busy' ? 'busy' : work.result
}

/** Unlike an invitation it says no password: this one is the user's own. */
function welcome(
  ports: Needs,
  {
    pool,
    user,
    response,
    messages,
  }: {
    readonly pool: UserPool
    readonly user: User
    readonly response: UserMigrationResponse
    readonly messages: Messages
  },
): readonly Write[] {
  if (response.isMessageSuppressed) return []
  const createdAt = ports.clock.now()
  return contactAttributes.flatMap((attribute): readonly Write[] => {
    const to = user.attributes[attribute]
    const channel = mediumOf(attribute)
    if (!to || !response.desiredDeliveryMediums.includes(channel)) return []
    const id = newUuid((size) => ports.random.bytes(size))
    const text = welcomeMessage(attribute, loginName(pool, user), messages)
    return [
      { write: 'enqueueMessage', message: { id, poolId: pool.id, channel, to, ...text, code: undefined, createdAt } },
    ]
  })
}
