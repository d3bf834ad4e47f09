import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { User } from '../../domain/users/user.ts'
import type { Page, PageRequest } from '../../ports/storage/page.ts'
import type { Ports } from '../../ports/ports.ts'
import { listPasskeys } from '../passkeys/list-passkeys.ts'
import { listUserSessions } from '../sessions/list-user-sessions.ts'

/** Everything that is stored about a person, as they may have it: no verifier, no key, no seed, no hash of a code. */
export async function exportAccount(
  ports: Pick<Ports, 'clock' | 'storage'>,
  { pool, user }: { readonly pool: UserPool; readonly user: User },
): Promise<Readonly<Record<string, unknown>>> {
  const { poolId, sub } = user
  const { factors, users, groups } = ports.storage
  const [token, devices, passkeys, sessions, events, memberships, signedOutAt, deletion, consents] = await Promise.all([
    factors.findSoftwareToken(poolId, sub),
    all((page) => factors.listDevices(poolId, sub, page)),
    listPasskeys(ports, user),
    listUserSessions(ports, user),
    all((page) => users.listAuthEvents(poolId, sub, page)),
    all((page) => groups.listOfUser(poolId, sub, page)),
    users.findSignedOutAt(poolId, sub),
    ports.storage.deletionPlans.find(poolId, sub),
    ports.storage.consents.list(poolId, sub),
  ])
  return {
    exportedAt: ports.clock.now(),
    pool: { id: pool.id, name: pool.name },
    account: {
      username: user.username,
      sub,
      status: user.status,
      enabled: user.enabled,
      createdAt: user.createdAt,
      updatedAt: user.updatedAt,
      signedOutEverywhereAt: signedOutAt,
      willBeDeletedAt: deletion?.dueAt,
    },
    attributes: user.attributes,
    attributesAwaitingACode: user.pendingAttributes,
    groups: memberships.map(({ name, description }) => ({ name, description })),
    signIn: {
      hasPassword: user.password !== undefined,
      passwordSetAt: user.passwordSetAt,
      earlierPasswordsRemembered: user.passwordHistory.length,
      secondFactors: user.mfaFactors,
      preferredSecondFactor: user.preferredMfaFactor,
      arePasskeysBothFactors: user.hasPasskeyMfa ?? false,
      authenticatorApp: token?.secret === undefined ? undefined : { name: token.friendlyDeviceName },
    },
    passkeys: passkeys.map((passkey) => withoutMembers(passkey, [...owner, 'publicKey'])),
    devices: devices.map((device) => withoutMembers(device, [...owner, 'salt', 'verifier'])),
    consents: consents.map((consent) => withoutMembers(consent, owner)),
    sessions: sessions.map(({ type, track }) => ({ type, ...track })),
    activity: events.map((event) => ({ ...withoutMembers(event, owner), device: event.device?.name })),
  }
}

/** Said once, at the beginning. */
const owner = ['poolId', 'sub']

function withoutMembers(value: object, names: readonly string[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)))
}

const pageSize = 60

async function all<Item>(read: (page: PageRequest) => Promise<Page<Item>>): Promise<readonly Item[]> {
  const items: Item[] = []
  let after: string | undefined
  do {
    const page = await read({ limit: pageSize, after })
    items.push(...page.items)
    after = page.next
  } while (after !== undefined)
  return items
}
