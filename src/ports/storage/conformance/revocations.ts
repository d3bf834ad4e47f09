import assert from 'node:assert/strict'
import { mustCommit, type Behaviour, type Given } from './given.ts'
import * as make from './records.ts'
import type { Revocation } from '../revocations.ts'
import type { Write } from '../storage.ts'

type Told = Omit<Revocation, 'position'>

/** What a commit told, in its order. */
async function toldBy({ storage }: Given, ...writes: readonly Write[]): Promise<readonly Told[]> {
  const before = await storage.revocations.last()
  await mustCommit(storage, ...writes)
  const told = await storage.revocations.list(before, 100)
  assert.equal(await storage.revocations.last(), told.at(-1)?.position ?? before)
  return told.map(({ poolId, kind, subject, at }) => ({ poolId, kind, subject, at }))
}

async function begin({ storage, user }: Given, ...sessions: readonly Parameters<typeof make.aTokenFamily>[1][]) {
  const families = sessions.map((overrides) => make.aTokenFamily(user, overrides))
  await mustCommit(storage, ...families.map((family): Write => ({ write: 'createTokenFamily', family })))
  return families.map(({ id }) => id)
}

function ended(poolId: string, ...ids: readonly (string | undefined)[]): readonly Told[] {
  return ids.map((id) => ({ poolId, kind: 'family', subject: id ?? '', at: undefined }))
}

const bySubject = (one: Told, other: Told): number => (one.subject < other.subject ? -1 : 1)

export const revocationTests: Readonly<Record<string, Behaviour>> = {
  async 'a revoked family is told, once'(given) {
    const { poolId } = given
    const [familyId = ''] = await begin(given, {})
    const revoke: Write = { write: 'revokeTokenFamily', poolId, familyId, at: make.after(5) }
    assert.deepEqual(await toldBy(given, revoke), ended(poolId, familyId))
    assert.deepEqual(await toldBy(given, revoke), [])
    assert.deepEqual(await toldBy(given, { ...revoke, familyId: 'none' }), [])
  },

  async 'signing out everywhere tells the user, and sessions that began in the same second one by one'(given) {
    const { poolId, user } = given
    const at = new Date(make.after(60).getTime() + 400)
    const milliseconds = (count: number) => ({ authenticatedAt: new Date(at.getTime() + count) })
    const [, , sameSecond, ahead] = await begin(
      given,
      {},
      milliseconds(-401),
      milliseconds(-400),
      // By the clock of another node.
      milliseconds(9000),
    )
    const told = await toldBy(given, { write: 'signOutEverywhere', poolId, sub: user.sub, at })
    const [signOut, ...families] = told
    assert.deepEqual(signOut, { poolId, kind: 'sign-out', subject: user.sub, at })
    assert.deepEqual(families.toSorted(bySubject), ended(poolId, sameSecond, ahead).toSorted(bySubject))
  },

  async 'a session that begins signed out is told'(given) {
    const { poolId, user } = given
    const at = make.after(60)
    await mustCommit(given.storage, { write: 'signOutEverywhere', poolId, sub: user.sub, at })
    const late = make.aTokenFamily(user, { authenticatedAt: new Date(at.getTime() - 1) })
    const anew = make.aTokenFamily(user, { authenticatedAt: at })
    const told = await toldBy(
      given,
      { write: 'createTokenFamily', family: late },
      { write: 'createTokenFamily', family: anew },
    )
    assert.deepEqual(told, ended(poolId, late.id))
  },

  async 'a user who is disabled is told, whoever is enabled is not'(given) {
    const { poolId, user } = given
    const updatedAt = make.after(90)
    const disabled = { ...user, enabled: false, updatedAt, version: user.version + 1 }
    const change = (next: typeof user): Write => ({ write: 'updateUser', user: next, aliases: [] })
    assert.deepEqual(await toldBy(given, change(disabled)), [
      { poolId, kind: 'sign-out', subject: user.sub, at: updatedAt },
    ])
    assert.deepEqual(await toldBy(given, change({ ...disabled, enabled: true, version: disabled.version + 1 })), [])
  },

  async 'a disconnected client, an ended session of a browser and families that give way are told by their families'(
    given,
  ) {
    const { poolId, user } = given
    const { sub } = user
    const at = make.after(5)
    const [mine, , through] = await begin(
      given,
      { clientId: 'mine' },
      { clientId: 'other', track: undefined },
      { clientId: 'other', originSessionId: 'browser' },
    )
    assert.deepEqual(
      await toldBy(given, { write: 'disconnectClient', poolId, sub, clientId: 'mine', at }),
      ended(poolId, mine),
    )
    const revoke = { write: 'revokeLoginSession', poolId, sub, sessionId: 'browser', at } as const
    assert.deepEqual(await toldBy(given, { ...revoke, revokesFamilies: false }), [])
    const family = make.aTokenFamily(user)
    const evict: Write = { write: 'createTokenFamily', family, mostPerUser: 1 }
    assert.deepEqual(await toldBy(given, evict), ended(poolId, through))
    const [linked] = await begin(given, { originSessionId: 'browser' })
    assert.deepEqual(await toldBy(given, { ...revoke, revokesFamilies: true }), ended(poolId, linked))
  },

  async 'whatever is deleted is told for good'(given) {
    const { poolId, user } = given
    const client = make.aClient(poolId)
    await mustCommit(given.storage, { write: 'createAppClient', client })
    const told = await toldBy(
      given,
      { write: 'deleteUser', poolId, sub: user.sub },
      { write: 'deleteAppClient', poolId, clientId: client.id },
      { write: 'deleteUserPool', poolId },
    )
    assert.deepEqual(told, [
      { poolId, kind: 'user', subject: user.sub, at: undefined },
      { poolId, kind: 'client', subject: client.id, at: undefined },
      { poolId, kind: 'pool', subject: '', at: undefined },
    ])
  },

  async 'a commit that fails tells nothing, and positions have no gaps'(given) {
    const { storage, poolId } = given
    const before = await storage.revocations.last()
    const [familyId = '', other = ''] = await begin(given, {}, {})
    const revoke = { write: 'revokeTokenFamily', poolId, at: make.after(5) } as const
    const outcome = await storage.commit([
      { ...revoke, familyId },
      { write: 'deleteUser', poolId, sub: 'nobody' },
    ])
    assert.equal(outcome.committed, false)
    await mustCommit(storage, { ...revoke, familyId: other })
    const told = await storage.revocations.list(before, 100)
    assert.deepEqual(
      told.map(({ position, subject }) => [position, subject]),
      [[before + 1, other]],
    )
  },

  async 'they are listed behind a position, as many as are asked for'(given) {
    const { storage, poolId } = given
    const before = await storage.revocations.last()
    const families = await begin(given, {}, {}, {})
    await mustCommit(
      storage,
      ...families.map((familyId): Write => ({ write: 'revokeTokenFamily', poolId, familyId, at: make.after(5) })),
    )
    const subjects = async (after: number, limit: number) =>
      (await storage.revocations.list(after, limit)).map(({ subject }) => subject)
    assert.deepEqual(await subjects(before, 2), families.slice(0, 2))
    assert.deepEqual(await subjects(before + 2, 2), families.slice(2))
    assert.deepEqual(await subjects(before + 3, 2), [])
  },

  async 'they are kept for as long as tokens live, and their positions are never given out again'(given) {
    const { storage, poolId } = given
    const day = 86_400
    const before = await storage.revocations.last()
    const [familyId = ''] = await begin(given, {})
    await mustCommit(storage, { write: 'revokeTokenFamily', poolId, familyId, at: make.after(5) })
    await storage.deleteExpired(make.after(500 * day))
    await storage.deleteExpired(make.after(502 * day - 1))
    assert.equal((await storage.revocations.list(before, 100)).length, 1)
    await storage.deleteExpired(make.after(502 * day))
    assert.deepEqual(await storage.revocations.list(before, 100), [])
    assert.equal(await storage.revocations.last(), before + 1)
  },
}
