import type { Refuse } from '../../contract/refusal.ts'
import type { CodeDeliveryDetails } from '../../domain/messages/code-delivery.ts'
import { isContactAttribute, type Contact, type ContactAttribute } from '../../domain/users/contact.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { User } from '../../domain/users/user.ts'
import { aliasTaken } from './alias-taken.ts'
import { checkCode, expiredCode, failedCode, type CodeVerdict } from '../codes/check-code.ts'
import { commitUserChange } from './commit-user-change.ts'
import { requireDelivery, type DeliveryPorts } from '../messages/deliver-code.ts'
import { noticesOfAddresses, type NoticePorts, type Owner } from '../notices/notice-of-change.ts'
import { countAttempt, limitExceeded } from '../throttle.ts'
import type { MessageOrigin } from '../triggers/custom-message.ts'
import type { TriggerException } from '../triggers/run-trigger.ts'

export interface AttributeOfUser {
  readonly pool: UserPool
  readonly user: User
  readonly attribute: string
}

type RequestException = 'LimitExceededException' | TriggerException

/** Sends a code to an address of somebody who is signed in: the one that awaits its code, else the one they have. */
export async function requestAttributeCode(
  ports: DeliveryPorts,
  refuse: Refuse<RequestException>,
  { pool, user, attribute, caller, clientMetadata }: AttributeOfUser & Omit<MessageOrigin, 'source'>,
): Promise<CodeDeliveryDetails> {
  const name = verifiable(refuse, attribute)
  const contact = contactToVerify(user, name)
  if (!contact) throw refuse('InvalidParameterException', missingContact[name])
  const { writes, details } = await requireDelivery(ports, refuse, {
    pool,
    subject: user.sub,
    purpose: `verify-${name}`,
    contact,
    user,
    origin: { source: 'VerifyUserAttribute', caller, clientMetadata },
  })
  const counted = countAttempt(ports, { poolId: pool.id, subject: user.sub, action: 'get-attribute-code' })
  const result = await ports.storage.commit([counted, ...writes])
  if (!result.committed) throw limitExceeded(refuse)
  return details
}

type VerifyException =
  | 'AliasExistsException'
  | 'CodeMismatchException'
  | 'ExpiredCodeException'
  | 'InvalidParameterException'
  | 'LimitExceededException'
  | 'TooManyRequestsException'
  | 'UserNotFoundException'

const action = 'verify-attribute'

/** Verifies an address by the code that was sent to it; one that awaited its code takes the older one's place. */
export async function verifyAttribute(
  ports: NoticePorts,
  refuse: Refuse<VerifyException>,
  {
    pool,
    user,
    attribute,
    code: presented,
    language,
  }: AttributeOfUser & Pick<Owner, 'language'> & { readonly code: string },
): Promise<void> {
  const name = verifiable(refuse, attribute)
  const owner = { poolId: pool.id, subject: user.sub, purpose: `verify-${name}` } as const
  const verdict = await checkCode(ports, owner, presented)
  if (verdict.kind !== 'right' || !isStillMeant(user, verdict)) {
    const failed: CodeVerdict = verdict.kind === 'right' ? { kind: 'expired' } : verdict
    throw await failedCode(ports, refuse, { owner, action, verdict: failed, isHidingUsers: false })
  }

  const counted = countAttempt(ports, { poolId: pool.id, subject: user.sub, action })
  const result = await commitUserChange(ports, refuse, { pool, user }, async (before) => {
    if (!isStillMeant(before, verdict)) throw expiredCode(refuse)
    const { [name]: _, ...pendingAttributes } = before.pendingAttributes
    const attributes = { ...before.attributes, [name]: verdict.code.destination, [`${name}_verified`]: 'true' }
    const notices = await noticesOfAddresses(ports, { pool, user: before, language }, attributes)
    return { user: { ...before, attributes, pendingAttributes }, writes: [counted, verdict.consume, ...notices] }
  })
  if (result.committed) return
  if (result.guard === 'under-limit') throw limitExceeded(refuse)
  if (result.guard !== 'alias-free') throw expiredCode(refuse)
  await ports.storage.commit([counted])
  throw aliasTaken(refuse, result.alias, 'verified')
}

const missingContact: Readonly<Record<ContactAttribute, string>> = {
  email: 'User does not have a valid registered email address',
  phone_number: 'User does not have a valid registered phone number',
}

function verifiable(refuse: Refuse<'InvalidParameterException'>, name: string): ContactAttribute {
  if (isContactAttribute(name)) return name
  throw refuse('InvalidParameterException', 'Invalid attribute name. Only phone_number and email can be verified.')
}

function contactToVerify(user: User, attribute: ContactAttribute): Contact | undefined {
  const destination = user.pendingAttributes[attribute] ?? user.attributes[attribute]
  return destination ? { attribute, destination } : undefined
}

/** A code for an address that the user has since replaced verifies nothing. */
function isStillMeant(user: User, { code }: Extract<CodeVerdict, { kind: 'right' }>): boolean {
  return contactToVerify(user, code.attribute)?.destination === code.destination
}
