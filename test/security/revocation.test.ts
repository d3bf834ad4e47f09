import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { TestPorts } from '../../src/testing/test-ports.ts'
import { hasPostgres, noPostgres, startPostgresServer } from '../storage/postgres-server.ts'
import { accountPages } from '../../src/login/account/routes.ts'
import { openArena, type Arena } from './arena.ts'
import { openInstallation } from './installation.ts'
import { startMachine } from './machine.ts'
import { raceEnding } from './race-ending.ts'
import { endings } from './session-endings.ts'
import { openSessions } from './sessions-in-use.ts'

const rounds = process.env['SALLYPORT_TEST_LONG'] ? 40 : 1

const withAccountCentre = { tags: { 'sallyport:account-centre': 'app' } }

/** Pages of the account centre that end no session, or only this browser's, or one that was revoked otherwise here. */
const endNone = [
  '/account',
  '/account/profile',
  '/account/email',
  '/account/email/code',
  '/account/phone',
  '/account/phone/code',
  '/account/passkeys',
  '/account/authenticator',
  '/account/authenticator/set-up',
  '/account/recovery-codes',
  '/account/devices',
  '/account/providers',
]

/** What still works of a person's sessions after they ended. */
async function findSurvivors(arena: Arena, what: string): Promise<string[]> {
  const ending = endings[what]
  assert.ok(ending)
  const sessions = await openSessions(arena, await arena.addPerson())
  assert.equal((await ending.end(arena, sessions)).status, 200)
  const survivors: string[] = []
  for (const [name, use] of sessions.uses) if (await use()) survivors.push(name)
  return survivors
}

describe('sessions', () => {
  test('are good for everything until they end', async () => {
    await using on = await openInstallation()
    const arena = await openArena(on)
    const { uses } = await openSessions(arena, await arena.addPerson())
    for (const [name, use] of uses) assert.equal(await use(), true, name)
  })

  test('are ended at every page of the account centre that is there for it', () => {
    const pages = Object.keys(endings).flatMap((name) => / at (\/account\S*)$/.exec(name)?.slice(1) ?? [])
    const submitted = accountPages.flatMap(({ path, submit }) => (submit ? [path] : []))
    assert.deepEqual([...pages, ...endNone].toSorted(), submitted.toSorted())
  })

  describe('end for good', () => {
    const all = new AsyncDisposableStack()
    let arena: Arena
    before(async () => {
      arena = await openArena(all.use(await openInstallation()), withAccountCentre)
    })
    after(() => all.disposeAsync())

    // The client goes last, and everybody's sessions with it.
    const inOrder = Object.entries(endings).toSorted(
      ([, one], [, other]) => Number(!!one.isOfClient) - Number(!!other.isOfClient),
    )
    for (const [what, { leaves }] of inOrder) {
      const rest = leaves.length > 0 ? `, but for ${leaves.join(', ')}` : ''
      test(`by ${what}${rest}`, async () => assert.deepEqual(await findSurvivors(arena, what), leaves))
    }
  })
})

for (const engine of ['SQLite', 'PostgreSQL, two nodes'] as const) {
  const isPostgres = engine !== 'SQLite'
  const skip = isPostgres && !hasPostgres() ? noPostgres : false
  describe(`nothing that begins after the acknowledgement succeeds, on ${engine}`, { skip }, () => {
    const all = new AsyncDisposableStack()
    let arena: Arena
    before(async () => {
      const server = isPostgres ? all.use(await startPostgresServer()) : undefined
      const databaseUrl = await server?.createDatabase()
      const machine = await startMachine(databaseUrl === undefined ? {} : { databaseUrl, nodes: 2 })
      arena = await openArena(all.use(machine), withAccountCentre)
    })
    after(() => all.disposeAsync())

    // Another node may see a moment later that a client is gone (storage port).
    const raced = Object.entries(endings).filter(([, { isOfClient }]) => !(isPostgres && isOfClient))
    for (const [what, ending] of raced) {
      test(what, async () => {
        for (let round = 0; round < rounds; round += 1) {
          const { late, timely } = await raceEnding(arena, ending)
          assert.deepEqual(late, [])
          assert.ok(timely > 0, 'nothing was used while the session lived')
        }
      })
    }
  })
}

describe('the harness', () => {
  test('finds a node that remembers sessions', async () => {
    const remembering = (ports: TestPorts): TestPorts => {
      const { sessions, users } = ports.storage
      const memory = new Map<string, Promise<unknown>>()
      // Nothing is forgotten: on a busy machine any time would be over before it comes into use.
      const kept =
        <Value>(read: (poolId: string, id: string) => Promise<Value>) =>
        (poolId: string, id: string): Promise<Value> => {
          const known = memory.get(`${read.name} ${id}`) ?? read(poolId, id)
          memory.set(`${read.name} ${id}`, known)
          return known as Promise<Value>
        }
      const storage = {
        ...ports.storage,
        users: { ...users, findSignedOutAt: kept(users.findSignedOutAt) },
        sessions: { ...sessions, findTokenFamily: kept(sessions.findTokenFamily) },
      }
      return { ...ports, storage }
    }
    await using on = await openInstallation({ through: remembering })
    const ending = endings['GlobalSignOut']
    assert.ok(ending)
    const { late } = await raceEnding(await openArena(on), ending)
    assert.ok(late.includes('GetUser'), late.join())
  })
})
