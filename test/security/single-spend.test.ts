import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { TestPorts } from '../../src/testing/test-ports.ts'
import { hasPostgres, noPostgres, startPostgresServer } from '../storage/postgres-server.ts'
import { openArena, type Arena } from './arena.ts'
import { contests, runContest } from './contests.ts'
import { openInstallation } from './installation.ts'
import { startMachine } from './machine.ts'

const contestants = 64
const rounds = process.env['SALLYPORT_TEST_LONG'] ? 25 : 1

for (const engine of ['SQLite', 'PostgreSQL, two nodes'] as const) {
  const isPostgres = engine !== 'SQLite'
  const skip = isPostgres && !hasPostgres() ? noPostgres : false
  describe(`of ${contestants} at once on ${engine}, one gets`, { skip }, () => {
    const all = new AsyncDisposableStack()
    let arena: Arena
    before(async () => {
      const server = isPostgres ? all.use(await startPostgresServer()) : undefined
      const databaseUrl = await server?.createDatabase()
      const machine = await startMachine(databaseUrl === undefined ? {} : { databaseUrl, nodes: 2 })
      arena = await openArena(all.use(machine))
    })
    after(() => all.disposeAsync())

    for (const [what, contest] of Object.entries(contests)) {
      test(what, async () => {
        for (let round = 0; round < rounds; round += 1)
          assert.deepEqual(await runContest(arena, contest, contestants), { winners: 1, odd: [] })
      })
    }
  })
}

describe('the harness', () => {
  test('finds what is checked before it is spent, and not as it is spent', async () => {
    const guards = new Set([
      'spendSession',
      'consumeCode',
      'acceptSoftwareTokenStep',
      'consumeAuthorizationCode',
      'takeDeviceAuthorization',
    ])
    const unguarded = (ports: TestPorts): TestPorts => ({
      ...ports,
      storage: {
        ...ports.storage,
        async commit(writes) {
          const [own, rest] = [
            writes.filter((each) => guards.has(each.write)),
            writes.filter((each) => !guards.has(each.write)),
          ]
          const result = await ports.storage.commit(rest)
          // Written after all, but not as a condition of anything.
          if (own.length > 0) await ports.storage.commit(own)
          return result
        },
      },
    })
    await using on = await openInstallation({ through: unguarded })
    const arena = await openArena(on)
    for (const what of [
      'a proof of SRP',
      'a code of an authenticator app, at as many sign-ins',
      'an authorization code',
      'an assertion of a SAML provider',
    ]) {
      const contest = contests[what]
      assert.ok(contest)
      const { winners } = await runContest(arena, contest, 8)
      assert.ok(winners > 1, `${what}: ${winners} winners`)
    }
  })
})
