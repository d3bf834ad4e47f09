import type { AttributeType } from '../../contract/shapes.gen.ts'
import type { Refusal, Refuse } from '../../contract/refusal.ts'
import { newSub } from '../../crypto/identifiers.ts'
import type { AppClient } from '../../domain/app-clients/app-client.ts'
import { requestedAttributes } from '../../domain/users/attribute-fault.ts'
import { signUpContact, type CodeDeliveryDetails } from '../../domain/messages/code-delivery.ts'
import { newAttributes, withLogin } from '../../domain/users/new-attributes.ts'
import { newUser, realUsername } from '../../domain/users/new-user.ts'
import { isPasswordNeeded } from '../../domain/passwords/password-policy.ts'
import type { RequestFacts } from '../../domain/request-facts.ts'
import { isFlowAllowed } from '../../domain/sign-in/auth-flows.ts'
import { aliasesOf } from '../../domain/users/user-alias.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { User, UserAlias } from '../../domain/users/user.ts'
import { usernameFault } from '../../domain/users/username-rules.ts'
import type { Ports } from '../../ports/ports.ts'
import type { Write } from '../../ports/storage/storage.ts'
import { accountEvent } from './account-event.ts'
import { autoVerified } from './auto-verified.ts'
import { requireDelivery, type DeliveryPorts } from '../messages/deliver-code.ts'
import { judgeNewPassword } from '../passwords/judge-new-password.ts'
import { makePasswordCredential } from '../passwords/make-password-credential.ts'
import { commitMovingAliases } from './move-aliases.ts'
import { postConfirmation } from '../triggers/post-confirmation.ts'
import { preSignUp } from '../triggers/pre-sign-up.ts'
import { requireRun, type TriggerException } from '../triggers/run-trigger.ts'
import { metadataOf, type Metadata } from '../triggers/trigger.ts'
import { callerOf } from './account-holder.ts'

export interface SignUpRequest {
  readonly pool: UserPool
  readonly client: AppClient
  /** As typed: an address where the pool signs in by one. */
  readonly username: string
  readonly password: string | undefined
  readonly attributes: readonly AttributeType[]
  /** For the pre sign-up trigger alone. */
  readonly validationData?: readonly AttributeType[] | undefined
  readonly clientMetadata?: Metadata
  readonly request: RequestFacts
}

export type SignUpOutcome =
  | { readonly kind: 'signed-up'; readonly user: User; readonly details: CodeDeliveryDetails | undefined }
  /** Somebody has this name or address. What to say about it is the surface's affair. */
  | {
      readonly kind: 'taken'
      readonly alias: UserAlias
      /** Where a code would have gone if the address were free. */
      readonly details: CodeDeliveryDetails | undefined
    }

type SignUpException =
  | 'InvalidParameterException'
  | 'InvalidPasswordException'
  | 'NotAuthorizedException'
  | 'ResourceNotFoundException'
  | TriggerException

type SignUpPorts = DeliveryPorts & Pick<Ports, 'compromisedPasswords' | 'passwordWork'>

/**
 * Adds a person who asks for an account, and sends the code that confirms it. The store decides whether the name is
 * free, after the password was hashed: a taken name takes as long as a free one.
 */
export async function signUp(
  ports: SignUpPorts,
  refuse: Refuse<SignUpException>,
  { pool, client, username, password, attributes: list, validationData, clientMetadata, request }: SignUpRequest,
): Promise<SignUpOutcome> {
  if (pool.configuration.AdminCreateUserConfig?.AllowAdminCreateUserOnly) {
    throw refuse('NotAuthorizedException', 'SignUp is not permitted for this user pool')
  }
  const sub = newSub((size) => ports.random.bytes(size))
  const realName = realUsername(pool, username, sub)
  const requested = requestedAttributes(list)
  const caller = callerOf({ client, request })
  const asked = await preSignUp(ports, {
    pool,
    userName: realName,
    caller,
    by: 'SignUp',
    userAttributes: Object.fromEntries(withLogin(pool, username, requested)),
    validationData: metadataOf(validationData),
    clientMetadata,
  })
  const decision = requireRun(refuse, asked)

  const verdict =
    password &&
    (await judgeNewPassword(ports, {
      pool,
      password,
      occasion: 'chosen-by-code',
      names: [username, list.find(({ Name }) => Name === 'email')?.Value, client.name],
      chosen: { clientId: client.id, event: 'SIGN_UP' },
    }))
  if (verdict && verdict.fault) throw refuse('InvalidPasswordException', verdict.fault)
  const nameless = usernameFault(pool, username)
  if (nameless) throw refuse('InvalidParameterException', nameless)
  const written = newAttributes(pool, {
    requested,
    username,
    writer: { by: 'user', writable: client.configuration.WriteAttributes },
  })
  if (written.kind === 'fault') throw refuse(written.exception, written.message)
  const attributes = autoVerified(refuse, written.attributes, decision)
  const isOptional = isFlowAllowed(client, 'USER_AUTH') && !isPasswordNeeded(pool, attributes)
  if (!password && !isOptional) throw passwordMissing(refuse)

  const user = newUser(pool, {
    sub,
    username: realName,
    status: decision?.autoConfirmUser ? 'CONFIRMED' : 'UNCONFIRMED',
    attributes,
    password: password ? await makePasswordCredential(ports, pool, realName, password) : undefined,
    createdAt: ports.clock.now(),
  })

  const contact = user.status === 'UNCONFIRMED' ? signUpContact(pool, attributes) : undefined
  const origin = { source: 'SignUp', caller, clientMetadata } as const
  const delivery =
    contact && (await requireDelivery(ports, refuse, { pool, subject: sub, purpose: 'sign-up', contact, user, origin }))
  const writes: readonly Write[] = [
    { write: 'createUser', user, aliases: aliasesOf(pool, user) },
    ...(delivery?.writes ?? []),
    accountEvent(ports, {
      poolId: pool.id,
      sub,
      type: 'SignUp',
      response: 'Pass',
      clientId: client.id,
      request,
      isCompromised: verdict ? verdict.isCompromised : false,
    }),
  ]
  // Cognito: an address that a function vouches for is taken away from whoever has it.
  const isVouchedFor = decision?.autoVerifyEmail || decision?.autoVerifyPhone
  const result = await (isVouchedFor ? commitMovingAliases(ports, pool, writes) : ports.storage.commit(writes))
  if (result.committed) {
    if (user.status === 'CONFIRMED') {
      requireRun(refuse, await postConfirmation(ports, { pool, caller, by: 'ConfirmSignUp', user, clientMetadata }))
    }
    return { kind: 'signed-up', user, details: delivery?.details }
  }
  if (result.alias) return { kind: 'taken', alias: result.alias, details: delivery?.details }
  throw refuse('ResourceNotFoundException', `User pool ${pool.id} does not exist.`)
}

/** Cognito: Amplify looks for these words to send people on to sign-in without a password. */
function passwordMissing(refuse: Refuse<'InvalidParameterException'>): Refusal {
  return refuse(
    'InvalidParameterException',
    "1 validation error detected: Value null at 'password' failed to satisfy constraint: Member must not be null",
  )
}
