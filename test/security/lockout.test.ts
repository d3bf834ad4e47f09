import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { givenAccounts } from './account-kinds.ts'
import { openApp } from './app.ts'
import { openSignIn, rightPassword, wrongPassword } from './guessing-paths.ts'
import { openInstallation } from './installation.ts'
import { outcomeOf } from './surface.ts'
import { exceeded, givenAlice, guess, incorrect } from './lockout-alice.ts'

describe('a lock', () => {
  test('lasts 1 s from the fifth failure on, and twice as long each time up to 15 minutes, at every path', async () => {
    await using on = await openInstallation()
    const given = await givenAlice(on)
    const { app } = given
    const browser = await openSignIn(app)
    const byPage = async (password: string) => {
      const { status } = await browser.post('/login', { username: 'alice', password })
      return status === 401 ? incorrect : status === 429 ? exceeded : `page ${status}`
    }
    const ways = [
      async (password: string) => outcomeOf(await app.withPassword('alice', password)),
      async (password: string) => outcomeOf(await (await app.beginSrp('alice'))(password)),
      async (password: string) => outcomeOf(await app.withPasswordByServer('alice', password)),
      byPage,
    ]
    assert.deepEqual(await guess(given, 4), Array(4).fill(incorrect))
    const expected = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900]
    for (const [at, seconds] of expected.entries()) {
      const way = ways[at % ways.length]
      assert.equal(await way?.(wrongPassword), incorrect)
      on.ports.clock.advanceSeconds(seconds - 0.001)
      for (const [which, each] of ways.entries())
        assert.equal(await each(rightPassword), exceeded, `${seconds} s, way ${which}`)
      on.ports.clock.advanceSeconds(0.001)
    }
    assert.equal(await ways[0]?.(rightPassword), 'ok')
  })

  test('does not come while right answers come between, and counts anew after one', async () => {
    await using on = await openInstallation()
    const given = await givenAlice(on)
    for (let round = 0; round < 4; round += 1) {
      assert.deepEqual(await guess(given, 4), Array(4).fill(incorrect))
      assert.equal(outcomeOf(await given.app.withPassword('alice', rightPassword)), 'ok')
    }
  })

  test('comes to a name nobody has as it comes to a user, in the same words', async () => {
    await using on = await openInstallation()
    const { pool, hiding: client, nameOf } = await givenAccounts(on.ports, 'plain')
    const app = openApp(on, { pool, client })
    const browser = await openSignIn(app)
    const rhythm = async (username: string): Promise<readonly string[]> => {
      const seen: string[] = []
      for (let attempt = 0; attempt < 24; attempt += 1) {
        const byPage = await browser.post('/login', { username, password: wrongPassword })
        seen.push(`${byPage.status} ${byPage.body.length - username.length}`)
        seen.push(outcomeOf(await app.withPassword(username, wrongPassword)))
        seen.push(outcomeOf(await (await app.beginSrp(username))(wrongPassword)))
        on.ports.clock.advanceSeconds(attempt)
      }
      return seen
    }
    const known = await rhythm(nameOf('confirmed'))
    assert.ok(known.includes(exceeded) && known.includes(incorrect))
    for (const kind of ['unknown', 'disabled', 'unconfirmed'] as const)
      assert.deepEqual(await rhythm(nameOf(kind)), known, kind)
  })

  test('is lifted by a new password: by code, or by an administrator', async () => {
    await using on = await openInstallation()
    const given = await givenAlice(on)
    const { app } = given
    const NewPassword = 'N3w password!'
    const ids = { ClientId: app.client.id, Username: 'alice' }

    await guess(given, 5)
    assert.equal(outcomeOf(await on.operate('ForgotPassword', ids)), 'ok')
    const ConfirmationCode = on.ports.messages.at(-1)?.code
    const confirmed = await on.operate('ConfirmForgotPassword', { ...ids, ConfirmationCode, Password: NewPassword })
    assert.equal(outcomeOf(confirmed), 'ok')
    assert.equal(outcomeOf(await app.withPassword('alice', NewPassword)), 'ok')

    await guess(given, 5)
    assert.equal(outcomeOf(await app.withPassword('alice', NewPassword)), exceeded)
    const set = { UserPoolId: app.pool.id, Username: 'alice', Password: rightPassword, Permanent: true }
    assert.equal(outcomeOf(await on.operate('AdminSetUserPassword', set)), 'ok')
    assert.equal(outcomeOf(await app.withPassword('alice', rightPassword)), 'ok')
  })

  test('is told to nobody by the sign-in itself: what failed is recorded as failed, and nothing else is', async () => {
    await using on = await openInstallation()
    const given = await givenAlice(on)
    await guess(given, 9)
    const { items } = await on.ports.storage.users.listAuthEvents(given.app.pool.id, given.sub, {
      limit: 60,
      after: undefined,
    })
    assert.deepEqual(
      items.map(({ type, response }) => `${type} ${response}`),
      Array(5).fill('SignIn Fail'),
    )
  })
})
