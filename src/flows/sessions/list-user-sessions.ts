import { clientOfSession, type UserSession } from '../../domain/sessions/user-session.ts'
import type { User } from '../../domain/users/user.ts'
import type { Ports } from '../../ports/ports.ts'

/** Every session of a user that is tracked and good at this moment, the last used first of each kind. */
export async function listUserSessions(
  ports: Pick<Ports, 'clock' | 'storage'>,
  { poolId, sub }: User,
): Promise<readonly UserSession[]> {
  const now = ports.clock.now()
  const [families, logins] = await Promise.all([
    ports.storage.sessions.listTokenFamilies(poolId, sub, now),
    ports.storage.sessions.listLoginSessions(poolId, sub, now),
  ])
  const sessions = [
    ...families.flatMap((family): UserSession[] =>
      family.track ? [{ type: 'TOKEN', track: family.track, family }] : [],
    ),
    ...logins.flatMap((login): UserSession[] => (login.track ? [{ type: 'SSO', track: login.track, login }] : [])),
  ]
  const clients = await existingClients(ports, poolId, new Set(sessions.map(clientOfSession)))
  // A browser's session serves every client of the pool, also when the one that began it is gone.
  return sessions.filter((session) => session.type === 'SSO' || clients.has(session.family.clientId))
}

async function existingClients(
  ports: Pick<Ports, 'storage'>,
  poolId: string,
  ids: ReadonlySet<string>,
): Promise<ReadonlySet<string>> {
  const found = await Promise.all([...ids].map((id) => ports.storage.appClients.find(id)))
  return new Set(found.flatMap((client) => (client?.poolId === poolId ? [client.id] : [])))
}
