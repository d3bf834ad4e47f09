import type { User } from '../../domain/users/user.ts'
import type { Ports } from '../../ports/ports.ts'

/** An app client that can act for a user without asking them: by a session, or by their consent to the next one. */
export interface ConnectedApp {
  readonly clientId: string
  readonly name: string
  readonly since: Date
  /** Undefined where it has a consent and no session. */
  readonly lastUsedAt: Date | undefined
  /** What the user let it have when they were asked. */
  readonly scopes: readonly string[]
}

type Owner = Pick<User, 'poolId' | 'sub'>

/** The apps of a user, the last used first. */
export async function listConnectedApps(
  { clock, storage }: Pick<Ports, 'clock' | 'storage'>,
  { poolId, sub }: Owner,
): Promise<readonly ConnectedApp[]> {
  const [families, consents] = await Promise.all([
    storage.sessions.listLiveFamilies(poolId, sub, clock.now()),
    storage.consents.list(poolId, sub),
  ])
  const ids = new Set([...families, ...consents].map(({ clientId }) => clientId))
  const apps = await Promise.all(
    [...ids].map(async (clientId): Promise<readonly ConnectedApp[]> => {
      const client = await storage.appClients.find(clientId)
      if (client?.poolId !== poolId) return []
      const consent = consents.find((each) => each.clientId === clientId)
      const own = families.filter((each) => each.clientId === clientId)
      const uses = own.map(
        ({ track, rotatedAt, authenticatedAt }) => track?.lastActive.at ?? rotatedAt ?? authenticatedAt,
      )
      const beginnings = [...own.map(({ authenticatedAt }) => authenticatedAt), ...(consent ? [consent.grantedAt] : [])]
      return [
        {
          clientId,
          name: client.name,
          since: beginnings.toSorted(byTime)[0] ?? clock.now(),
          lastUsedAt: uses.toSorted(byTime).at(-1),
          scopes: consent?.scopes ?? [],
        },
      ]
    }),
  )
  return apps.flat().toSorted((one, other) => byTime(other.lastUsedAt ?? other.since, one.lastUsedAt ?? one.since))
}

/** Ends every session that a client has of a user, and takes their consent back. It is durable before this resolves. */
export async function disconnectApp(
  { clock, storage }: Pick<Ports, 'clock' | 'storage'>,
  { poolId, sub }: Owner,
  clientId: string,
): Promise<void> {
  const parties = { poolId, sub, clientId }
  const committed = await storage.commit([
    { write: 'revokeConsent', ...parties },
    { write: 'disconnectClient', ...parties, at: clock.now() },
  ])
  if (!committed.committed) throw new Error(`disconnecting met the guard ${committed.guard}, which it does not set`)
}

function byTime(one: Date, other: Date): number {
  return one.getTime() - other.getTime()
}
