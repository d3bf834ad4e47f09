import { newUuid } from '../../crypto/identifiers.ts'
import { codeDeliveryDetails, type CodeDeliveryDetails } from '../../domain/messages/code-delivery.ts'
import { mediumOf, type Contact } from '../../domain/users/contact.ts'
import { loginName } from '../../domain/users/login-name.ts'
import {
  codeMessage,
  isConfirmedByLink,
  type CodeMessage,
  type OwnWords,
} from '../../domain/messages/message-templates.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { User } from '../../domain/users/user.ts'
import type { CodePurpose } from '../../domain/factors/verification-code.ts'
import type { Ports } from '../../ports/ports.ts'
import type { Refuse } from '../../contract/refusal.ts'
import type { Write } from '../../ports/storage/storage.ts'
import { codeHash } from '../codes/code-hash.ts'
import { customMessage, type MessageOrigin } from '../triggers/custom-message.ts'
import { personMessages } from './person-messages.ts'
import { toldToSender } from '../triggers/custom-sender.ts'
import { type TriggerException, type TriggerFailure, type TriggerRun } from '../triggers/run-trigger.ts'
import type { TriggerPorts } from '../triggers/trigger.ts'

export interface CodeRequest {
  readonly pool: UserPool
  /** The user's `sub`; for codes of a sign-in, that sign-in's own id. */
  readonly subject: string
  readonly purpose: CodePurpose
  readonly contact: Contact
  /** Undefined for a name nobody has: the same work is done in the same time, and no message leaves. */
  readonly user: User | undefined
  /** Whose request it was; a link that confirms a sign-up leads back to its client. */
  readonly origin: MessageOrigin
  /** Of a sign-in's codes: how long its session still lives. */
  readonly lifetimeSeconds?: number | undefined
}

export interface CodeDelivery {
  readonly kind: 'delivery'
  /** Stores the code and enqueues its message: for the commit of whoever asked. */
  readonly writes: readonly Write[]
  readonly details: CodeDeliveryDetails
}

interface Kind {
  readonly message: CodeMessage
  readonly digits: number
  readonly lifetimeSeconds: number
}

const day = 86_400
const kinds: Readonly<Record<CodePurpose, Kind>> = {
  'sign-up': { message: 'sign-up', digits: 6, lifetimeSeconds: day },
  'forgot-password': { message: 'forgot-password', digits: 6, lifetimeSeconds: 3600 },
  'verify-email': { message: 'verify-attribute', digits: 6, lifetimeSeconds: day },
  'verify-phone_number': { message: 'verify-attribute', digits: 6, lifetimeSeconds: day },
  mfa: { message: 'authentication', digits: 6, lifetimeSeconds: 180 },
  'one-time-password': { message: 'authentication', digits: 8, lifetimeSeconds: 180 },
}

export type DeliveryPorts = TriggerPorts & Pick<Ports, 'addresses' | 'clock' | 'codes' | 'sealing' | 'storage'>

/** Draws a code and writes its message, in the pool's words. Sends nothing by itself: the commit does. */
export async function deliverCode(ports: DeliveryPorts, request: CodeRequest): Promise<CodeDelivery | TriggerFailure> {
  const { pool, subject, purpose, contact, user } = request
  const kind = kinds[purpose]
  const code = ports.codes.newCode(kind.digits)
  const createdAt = ports.clock.now()
  const lifetimeSeconds = request.lifetimeSeconds ?? kind.lifetimeSeconds
  const expiresAt = new Date(createdAt.getTime() + lifetimeSeconds * 1000)
  const owner = { poolId: pool.id, subject, purpose }
  const stored: Write = {
    write: 'putCode',
    code: {
      ...owner,
      codeHash: codeHash(ports, owner, code),
      attribute: contact.attribute,
      destination: contact.destination,
      createdAt,
      expiresAt,
      failures: 0,
    },
  }
  const link = await confirmationLink(ports, request, code)
  const words = await findOwnWords(ports, request, link !== undefined)
  if (words.kind === 'trigger-failed') return words
  const username = user ? loginName(pool, user) : ''
  const own = words.kind === 'ran' ? words.response : undefined
  const message = codeMessage(
    pool,
    {
      message: kind.message,
      attribute: contact.attribute,
      values: { code, username, link, host: request.origin.caller.pageHost },
      own,
    },
    await personMessages({ pool, user, language: request.origin.caller.language }),
  )
  const id = newUuid((size) => ports.random.bytes(size))
  const channel = mediumOf(contact.attribute)
  // What is for nobody is addressed to nobody, and gone before the commit is through: it takes a message's time.
  const enqueued: Write = {
    write: 'enqueueMessage',
    message: {
      id,
      poolId: pool.id,
      channel,
      to: user ? contact.destination : '',
      ...message,
      code,
      createdAt,
      expiresAt,
      ...(user && toldToSender({ pool, user, origin: request.origin, channel })),
    },
  }
  const gone: readonly Write[] = user ? [] : [{ write: 'completeMessage', messageId: id }]
  return { kind: 'delivery', writes: [stored, enqueued, ...gone], details: codeDeliveryDetails(contact) }
}

/** The same for callers that refuse. */
export async function requireDelivery(
  ports: DeliveryPorts,
  refuse: Refuse<TriggerException>,
  request: CodeRequest,
): Promise<CodeDelivery> {
  const delivery = await deliverCode(ports, request)
  if (delivery.kind === 'trigger-failed') throw refuse(delivery.exception, delivery.message)
  return delivery
}

/** Cognito: no trigger hears of a message that is for nobody. How long one takes can tell that there is somebody. */
async function findOwnWords(
  ports: TriggerPorts,
  { pool, user, origin, contact }: CodeRequest,
  mayLink: boolean,
): Promise<TriggerRun<OwnWords>> {
  if (user === undefined) return { kind: 'no-trigger' }
  return customMessage(ports, { pool, user, origin, attributes: [contact.attribute], mayLink })
}

/**
 * Where the pool asks for a link and has a domain to lead to; without one the mail carries the code itself. The origin
 * is the configured one, never one that a request named.
 */
async function confirmationLink(
  ports: Pick<Ports, 'addresses' | 'storage'>,
  { pool, purpose, contact, user, origin }: CodeRequest,
  code: string,
): Promise<string | undefined> {
  if (purpose !== 'sign-up' || contact.attribute !== 'email' || !isConfirmedByLink(pool)) return undefined
  const domains = await ports.storage.userPools.listDomains(pool.id)
  const { clientId } = origin.caller
  const domain = domains.find(({ customDomainConfig }) => customDomainConfig) ?? domains.at(0)
  if (!domain || clientId === undefined) return undefined
  const query = new URLSearchParams({
    client_id: clientId,
    user_name: user?.username ?? '',
    confirmation_code: code,
  })
  return `${ports.addresses.domainOrigin(domain)}/confirmUser?${query.toString()}`
}
