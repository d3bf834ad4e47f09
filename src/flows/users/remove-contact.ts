import type { Refuse } from '../../contract/refusal.ts'
import { recoveryContact } from '../../domain/messages/code-delivery.ts'
import { withoutMfaFactor } from '../../domain/factors/mfa-preference.ts'
import { selectMfa, usableMfaFactors } from '../../domain/factors/mfa-selection.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import { deleteAttributes } from '../../domain/users/attribute-deletion.ts'
import type { AttributeWriter } from '../../domain/users/attribute-fault.ts'
import { isContactAttribute, type ContactAttribute } from '../../domain/users/contact.ts'
import type { MfaFactor, User } from '../../domain/users/user.ts'
import { changeUser } from './change-user.ts'
import { findSignInMethods } from './find-sign-in-methods.ts'
import { noticesOfAddresses, type NoticePorts, type Owner } from '../notices/notice-of-change.ts'
import type { UserOfPool } from './require-user.ts'

/** What somebody would lose with an address that they have nothing else for. */
export type ContactNeed = 'sign-in' | 'second-step' | 'recovery'

export interface ContactRemoval extends UserOfPool, Pick<Owner, 'language'> {
  readonly attribute: ContactAttribute
  readonly writer: AttributeWriter
}

const factorOf: Readonly<Record<ContactAttribute, MfaFactor>> = { email: 'EMAIL_OTP', phone_number: 'SMS_MFA' }

/**
 * Takes an address off the user who asks for it, and tells where they were reached before, but not the last way to
 * sign in, to take the second step or to recover the password.
 */
export async function removeContact(
  ports: NoticePorts,
  refuse: Refuse<
    'InvalidParameterException' | 'NotAuthorizedException' | 'TooManyRequestsException' | 'UserNotFoundException'
  >,
  { pool, user, language, attribute, writer }: ContactRemoval,
): Promise<void> {
  await changeUser(ports, refuse, { pool, user }, async (before) => {
    const deletion = deleteAttributes(pool, before, [attribute], writer)
    if (deletion.kind === 'fault') throw refuse(deletion.exception, deletion.message)
    const need = await findContactNeed(ports, { pool, user: before }, attribute)
    if (need !== undefined) throw refuse('InvalidParameterException', `The user needs it: ${need}.`)
    const after = withoutContact(before, attribute)
    return { user: after, writes: await noticesOfAddresses(ports, { pool, user: before, language }, after.attributes) }
  })
}

/** What keeps a user from removing an address, if anything does. */
export async function findContactNeed(
  ports: Pick<NoticePorts, 'addresses' | 'storage'>,
  { pool, user }: UserOfPool,
  attribute: ContactAttribute,
): Promise<ContactNeed | undefined> {
  const after = withoutContact(user, attribute)
  if (isLastName(pool, after) || (await findSignInMethods(ports, pool, after)).length === 0) return 'sign-in'
  if (losesSecondStep(pool, user, after)) return 'second-step'
  const isRecoverable = (of: User): boolean => recoveryContact(pool, of) !== undefined
  return user.password !== undefined && isRecoverable(user) && !isRecoverable(after) ? 'recovery' : undefined
}

/** Where an address is the name that people sign in by. */
function isLastName({ configuration }: UserPool, { attributes }: User): boolean {
  const names = configuration.UsernameAttributes ?? []
  return names.length > 0 && names.every((name) => !isContactAttribute(name) || attributes[name] === undefined)
}

function losesSecondStep(pool: UserPool, before: User, after: User): boolean {
  if (usableMfaFactors(pool, before).length > 0) return usableMfaFactors(pool, after).length === 0
  const isAsked = (of: User): boolean => ['factor', 'choice'].includes(selectMfa(pool, of).kind)
  return isAsked(before) && !isAsked(after)
}

function withoutContact(user: User, attribute: ContactAttribute): User {
  const { [attribute]: _, [`${attribute}_verified`]: _flag, ...attributes } = user.attributes
  const { [attribute]: _pending, ...pendingAttributes } = user.pendingAttributes
  return { ...withoutMfaFactor(user, factorOf[attribute]), attributes, pendingAttributes }
}
