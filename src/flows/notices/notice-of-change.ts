import { newUuid } from '../../crypto/identifiers.ts'
import { changeNotice, noticeContact, type NoticedChange } from '../../domain/messages/change-notice.ts'
import type { MessageText } from '../../domain/messages/message-text.ts'
import { contactAttributes, isContactAttribute, mediumOf, type ContactAttribute } from '../../domain/users/contact.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { User } from '../../domain/users/user.ts'
import type { Messages } from '../../messages/en.ts'
import type { Ports } from '../../ports/ports.ts'
import type { Write } from '../../ports/storage/storage.ts'
import { findAccountCentreUrl } from './find-account-centre-url.ts'
import { sealDisavowal, type Disavowal } from './disavowal.ts'
import { personMessages } from '../messages/person-messages.ts'

export type NoticePorts = Pick<Ports, 'addresses' | 'clock' | 'random' | 'sealing' | 'storage'>

/** Whose account it is; the user as before the change. */
export interface Owner {
  readonly pool: UserPool
  readonly user: Pick<User, 'sub' | 'attributes'>
  /** Of the page where the change was made, if that is known. */
  readonly language?: string | undefined
}

/**
 * The message by which the owner of an account hears of a change to what guards it: for the commit that makes it so
 * (ASVS 6.3.7). Asked for where the user or somebody in their place acts, not where an administrator does.
 */
export async function noticeOf(
  ports: NoticePorts,
  owner: Owner,
  change: NoticedChange,
  undoing: Partial<Pick<Disavowal, 'restores' | 'deletesPasskey'>> = {},
): Promise<readonly Write[]> {
  const url = await notMeUrl(ports, owner, undoing)
  const link = url === undefined ? undefined : { url, isUndoing: undoing.restores !== undefined }
  return tellOwner(ports, owner, (messages, by) => changeNotice(messages, change, by, link))
}

/** A message to where the owner of an account hears of what happens to it, if they are to hear of it. */
export async function tellOwner(
  ports: Pick<Ports, 'clock' | 'random'>,
  owner: Owner,
  write: (messages: Messages, by: ContactAttribute) => MessageText,
): Promise<readonly Write[]> {
  const contact = noticeContact(owner.pool, owner.user)
  if (!contact) return []
  const messages = await personMessages({ language: undefined, ...owner })
  const message = {
    id: newUuid((size) => ports.random.bytes(size)),
    poolId: owner.pool.id,
    channel: mediumOf(contact.attribute),
    to: contact.destination,
    ...write(messages, contact.attribute),
    code: undefined,
    createdAt: ports.clock.now(),
  }
  return [{ write: 'enqueueMessage', message }]
}

/** The same for each address that `after` has no more: it goes to the one that could be lost with it. */
export async function noticesOfAddresses(
  ports: NoticePorts,
  owner: Owner,
  after: User['attributes'],
): Promise<readonly Write[]> {
  const { attributes: before } = owner.user
  const lost = contactAttributes.filter((name) => before[name] !== undefined && before[name] !== after[name])
  const notices = await Promise.all(lost.map((name) => noticeOf(ports, owner, name, restoring(before, name))))
  return notices.flat()
}

/** Only an address that was proven comes back without a proof. */
function restoring(before: User['attributes'], attribute: string): Partial<Pick<Disavowal, 'restores'>> {
  const destination = before[attribute]
  const isProven = before[`${attribute}_verified`] === 'true'
  return destination && isProven && isContactAttribute(attribute) ? { restores: { attribute, destination } } : {}
}

/** The page that takes the owner's word is one of the account centre. */
export async function notMeUrl(
  ports: NoticePorts,
  { pool, user }: Owner,
  { restores, deletesPasskey }: Partial<Pick<Disavowal, 'restores' | 'deletesPasskey'>> = {},
): Promise<string | undefined> {
  const url = await findAccountCentreUrl(ports, pool)
  if (url === undefined) return undefined
  const token = sealDisavowal(ports, { poolId: pool.id, sub: user.sub, restores, deletesPasskey })
  return `${url}/not-me?token=${token}`
}
