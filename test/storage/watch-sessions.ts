import assert from 'node:assert/strict'
import { createKnownRevocations } from '../../src/gateway/revocations/known-revocations.ts'
import { isSessionAlive } from '../../src/flows/tokens/is-session-alive.ts'
import type { TokenFamily } from '../../src/domain/sessions/token-family.ts'
import type { Storage, Write } from '../../src/ports/storage/storage.ts'
import { endsSessions } from './ends-sessions.ts'

const now = new Date('2026-03-01T12:00:00.000Z')

/**
 * Looks, after each commit, whether every session that was ever begun is dead for whoever only hears of revocations
 * exactly if it is dead for whoever looks into the store: a writer that ends sessions and does not say so fails
 * whatever test uses it.
 */
export function watchSessions<Watched extends Storage>(storage: Watched): Watched {
  const begun = new Map<string, TokenFamily[]>()
  const clients = new Set<string>()
  const known = createKnownRevocations()
  let position = 0
  let underWay = 0

  const isAlive = async ({ poolId, id, sub, clientId }: TokenFamily): Promise<boolean> => {
    const user = await storage.users.find(poolId, sub)
    const family = await storage.sessions.findTokenFamily(poolId, id)
    const signedOutAt = await storage.users.findSignedOutAt(poolId, sub)
    const isClientGone = clients.has(clientId) && (await storage.appClients.find(clientId)) === undefined
    return user?.enabled === true && !isClientGone && isSessionAlive(family, { sub, clientId }, signedOutAt)
  }
  const isEnded = ({ poolId, id: familyId, sub, clientId, authenticatedAt }: TokenFamily): boolean => {
    const authenticatedAtSeconds = Math.floor(authenticatedAt.getTime() / 1000)
    return known.isEnded({ issuer: '', poolId, clientId, user: { sub, familyId, authenticatedAtSeconds } })
  }

  async function look(family: TokenFamily): Promise<void> {
    const wasAlive = await isAlive(family)
    const told = await storage.revocations.list(position, 10_000)
    known.note(told, now)
    position = told.at(-1)?.position ?? position
    const { poolId, id } = family
    if (!wasAlive) assert.ok(isEnded(family), `the end of the session ${id} in ${poolId} was not told`)
    // Another commit may have ended it after the first look.
    else if (isEnded(family)) assert.equal(await isAlive(family), false, `${id} in ${poolId} was told to be over`)
  }

  function remember(write: Write): void {
    if (write.write === 'createAppClient') clients.add(write.client.id)
    if (write.write !== 'createTokenFamily') return
    const { family } = write
    // Of one that begins revoked nobody has a token.
    if (family.revokedAt !== undefined) return
    begun.set(family.poolId, [...(begun.get(family.poolId) ?? []), family])
  }

  return {
    ...storage,
    async commit(writes) {
      const isAlone = underWay === 0
      underWay += 1
      const before = await storage.revocations.last()
      const result = await storage.commit(writes).finally(() => (underWay -= 1))
      if (!result.committed) return result
      if (isAlone && !writes.some(({ write }) => endsSessions[write])) {
        const pools = (await storage.revocations.list(before, 10_000)).map(({ poolId }) => poolId)
        assert.ok(!writes.some((write) => pools.includes(poolOf(write))), 'what ends no session told that it does')
      }
      writes.forEach(remember)
      for (const poolId of new Set(writes.map(poolOf))) {
        for (const family of begun.get(poolId) ?? []) await look(family)
      }
      return result
    },
    async deleteExpired(at) {
      // Tokens do not outlive their family: what a sweep takes away has no token left.
      for (const [poolId, families] of begun)
        begun.set(
          poolId,
          families.filter(({ expiresAt }) => expiresAt > at),
        )
      return storage.deleteExpired(at)
    },
  }
}

function poolOf(write: Write): string {
  if ('poolId' in write) return write.poolId
  for (const value of Object.values(write)) {
    if (typeof value === 'object' && value !== null && 'poolId' in value) return String(value.poolId)
  }
  return ''
}
