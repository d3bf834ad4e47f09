import { newUuid } from '../../crypto/identifiers.ts'
import { changeNotice, noticeContact, type NoticedChange } from '../../domain/change-notice.ts'
import { contactAttributes, mediumOf } from '../../domain/contact.ts'
import type { UserPool } from '../../domain/user-pool.ts'
import type { User } from '../../domain/user.ts'
import type { Ports } from '../../ports/ports.ts'
import type { Write } from '../../ports/storage/storage.ts'

type Needs = Pick<Ports, 'clock' | 'random'>

/** Whose account it is; the user as before the change. */
interface Owner {
  readonly pool: UserPool
  readonly user: Pick<User, 'attributes'>
}

/**
 * The message by which the owner of an account hears that the password is another one: for the commit that makes it so
 * (ASVS 6.3.7). Asked for where the user or somebody in their place acts, not where an administrator does.
 */
export function noticeOfPassword(ports: Needs, owner: Owner): readonly Write[] {
  return noticeOf(ports, owner, 'password')
}

/** The same for a passkey that was added: whoever has one needs no password any more. */
export function noticeOfPasskey(ports: Needs, owner: Owner): readonly Write[] {
  return noticeOf(ports, owner, 'passkey')
}

/** The same for each address that `after` has no more: it goes to the one that could be lost with it. */
export function noticesOfAddresses(ports: Needs, owner: Owner, after: User['attributes']): readonly Write[] {
  const { attributes: before } = owner.user
  return contactAttributes
    .filter((name) => before[name] !== undefined && before[name] !== after[name])
    .flatMap((name) => noticeOf(ports, owner, name))
}

function noticeOf(ports: Needs, { pool, user }: Owner, change: NoticedChange): readonly Write[] {
  const contact = noticeContact(pool, user)
  if (!contact) return []
  const message = {
    id: newUuid((size) => ports.random.bytes(size)),
    poolId: pool.id,
    channel: mediumOf(contact.attribute),
    to: contact.destination,
    ...changeNotice(change, contact.attribute),
    code: undefined,
    createdAt: ports.clock.now(),
  }
  return [{ write: 'enqueueMessage', message }]
}
