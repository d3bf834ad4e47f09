import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { systemRandom } from '../../src/adapters/system/random.ts'
import { openStore } from '../../src/compose/ports/open-store.ts'
import { lockoutPolicy } from '../../src/domain/passwords/lockout-policy.ts'
import { hasPostgres, noPostgres, startPostgresServer, type PostgresServer } from '../storage/postgres-server.ts'
import { openApp } from './app.ts'
import { rightPassword, wrongPassword } from './guessing-paths.ts'
import { openInstallation } from './installation.ts'
import { outcomeOf } from './surface.ts'
import { exceeded, givenAlice, guess, incorrect } from './lockout-alice.ts'

for (const engine of ['SQLite', 'PostgreSQL'] as const) {
  const skip = engine === 'PostgreSQL' && !hasPostgres() ? noPostgres : false
  describe(`locks on ${engine}`, { skip }, () => {
    const folder = mkdtempSync(join(tmpdir(), 'sallyport-locks-'))
    const masterKey = systemRandom.bytes(32)
    let server: PostgresServer | undefined
    let files = 0
    before(async () => {
      if (engine === 'PostgreSQL') server = await startPostgresServer()
    })
    after(async () => {
      await server?.[Symbol.asyncDispose]()
      rmSync(folder, { recursive: true, force: true })
    })

    async function newDatabase() {
      files += 1
      const databaseUrl = await server?.createDatabase()
      const file = join(folder, `${files}.db`)
      return () => openStore({ databaseUrl, file, masterKey, random: systemRandom, mayMigrate: true })
    }

    test('outlive a restart, as do the failures that led to them', async () => {
      const open = await newDatabase()
      let store = await open()
      const first = await openInstallation({ store })
      const given = await givenAlice(first)
      await guess(given, 4)
      await store.storage[Symbol.asyncDispose]()

      store = await open()
      const second = await openInstallation({ store })
      const again = { ...given, app: openApp(second, given.app) }
      assert.deepEqual(await guess(again, 2), [incorrect, exceeded])
      await store.storage[Symbol.asyncDispose]()

      store = await open()
      const third = await openInstallation({ store })
      const last = openApp(third, given.app)
      assert.equal(outcomeOf(await last.withPassword('alice', rightPassword)), exceeded)
      third.ports.clock.advanceSeconds(1)
      assert.equal(outcomeOf(await last.withPassword('alice', rightPassword)), 'ok')
      await store.storage[Symbol.asyncDispose]()
    })

    test('count 64 guesses at once, each or none, and let no right answer slip through among them', async () => {
      const open = await newDatabase()
      const store = await open()
      const on = await openInstallation({ store })
      const given = await givenAlice(on)
      const { app, sub } = given
      await guess(given, 4)
      const passwords = Array.from({ length: 64 }, () => wrongPassword)
      const outcomes = await Promise.all(passwords.map((each) => app.withPassword('alice', each).then(outcomeOf)))
      assert.deepEqual(new Set(outcomes), new Set([incorrect, exceeded]))
      assert.equal(outcomes.filter((outcome) => outcome === incorrect).length, 1)
      const { items } = await on.ports.storage.users.listAuthEvents(app.pool.id, sub, { limit: 60, after: undefined })
      assert.equal(items.length, 5)

      // The hard limit knows of every one that was looked at (AUTHN-07).
      let looked = 5
      for (let round = 0; looked < lockoutPolicy.hardLimit; round += 1) {
        assert.ok(round < 200)
        on.ports.clock.advanceSeconds(1000)
        const more = await Promise.all(
          passwords.slice(0, 8).map((each) => app.withPassword('alice', each).then(outcomeOf)),
        )
        looked += more.filter((outcome) => outcome === incorrect).length
      }
      assert.equal(looked, lockoutPolicy.hardLimit)
      on.ports.clock.advanceSeconds(365 * 86_400)
      assert.equal(outcomeOf(await app.withPassword('alice', rightPassword)), exceeded)
      await store.storage[Symbol.asyncDispose]()
    })
  })
}
