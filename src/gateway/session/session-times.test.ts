import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { headersOf, startApp } from '../../../test/gateway/app-under-test.ts'

describe('time', () => {
  test('refreshes before the access token expires, once for all who wait', async () => {
    await using app = await startApp()
    const signedIn = await app.signIn()
    app.time.seconds += 3600 - 59
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => app.ask('GET', '/api/backend/a', headersOf(signedIn))),
    )
    assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]))
    const grants = app.issuer.asked.map(({ parameters }) => parameters.get('grant_type'))
    assert.deepEqual(grants, ['authorization_code', 'refresh_token'])
  })

  test('two nodes redeem a rotating refresh token once', async () => {
    await using app = await startApp({ idleSeconds: 86_400 })
    app.issuer.rotates = true
    const signedIn = await app.signIn()
    app.time.seconds += 3601
    const asks = Array.from({ length: 10 }, (_, i) =>
      (i % 2 === 0 ? app.ask : app.askOther)('GET', '/api/backend/a', headersOf(signedIn)),
    )
    const answers = await Promise.all(asks)
    assert.deepEqual(
      answers.map(({ status }) => status),
      Array(10).fill(200),
    )
    assert.equal(app.issuer.asked.length, 2)
    app.time.seconds += 3601
    assert.equal((await app.askOther('GET', '/api/backend/a', headersOf(signedIn))).status, 200)
    assert.equal(app.issuer.asked.at(-1)?.parameters.get('refresh_token'), 'refresh-2')
  })

  test('ends after an idle hour, though never while it is used', async () => {
    await using app = await startApp()
    const signedIn = await app.signIn()
    for (let i = 0; i < 5; i += 1) {
      app.time.seconds += 3000
      assert.equal((await app.ask('GET', '/api/backend/a', headersOf(signedIn))).status, 200)
    }
    app.time.seconds += 3600
    assert.equal((await app.ask('GET', '/api/backend/a', headersOf(signedIn))).status, 401)
    assert.equal(app.store.all.size, 0)
  })

  test('asking who is signed in does not keep a session alive', async () => {
    await using app = await startApp()
    const { cookie } = await app.signIn()
    app.time.seconds += 3000
    assert.equal((await app.ask('GET', '/auth/session', { headers: { cookie } })).json.signedIn, true)
    app.time.seconds += 600
    assert.deepEqual((await app.ask('GET', '/auth/session', { headers: { cookie } })).json, { signedIn: false })
  })

  test('ends with the refresh token’s validity, however busy', async () => {
    await using app = await startApp({ absoluteSeconds: 7200 })
    const signedIn = await app.signIn()
    for (const seconds of [3000, 3000, 1199]) {
      app.time.seconds += seconds
      assert.equal((await app.ask('GET', '/api/backend/a', headersOf(signedIn))).status, 200)
    }
    app.time.seconds += 1
    assert.equal((await app.ask('GET', '/api/backend/a', headersOf(signedIn))).status, 401)
  })

  test('ends when the issuer refuses the refresh token', async () => {
    await using app = await startApp({ idleSeconds: 86_400 })
    const signedIn = await app.signIn()
    app.time.seconds += 3601
    app.issuer.mode = 'refusing'
    const answer = await app.ask('GET', '/api/backend/a', headersOf(signedIn))
    assert.equal(answer.status, 401)
    assert.match(String(answer.headers['set-cookie']), /^__Host-sallyport-session=; Max-Age=0/)
    assert.equal(app.store.all.size, 0)
  })

  for (const mode of ['failing', 'misconfigured'] as const) {
    test(`survives an issuer that is ${mode}`, async () => {
      await using app = await startApp({ idleSeconds: 86_400 })
      const signedIn = await app.signIn()
      app.issuer.mode = mode
      app.time.seconds += 3550
      assert.equal((await app.ask('GET', '/api/backend/a', headersOf(signedIn))).status, 200)
      app.time.seconds += 100
      assert.equal((await app.ask('GET', '/api/backend/a', headersOf(signedIn))).status, 503)
      app.issuer.mode = 'working'
      assert.equal((await app.ask('GET', '/api/backend/a', headersOf(signedIn))).status, 200)
    })
  }

  test('ends when a refresh brings somebody else', async () => {
    await using app = await startApp({ idleSeconds: 86_400 })
    const signedIn = await app.signIn()
    app.time.seconds += 3601
    app.issuer.idOverrides = { sub: 'somebody else' }
    assert.equal((await app.ask('GET', '/api/backend/a', headersOf(signedIn))).status, 401)
    assert.equal(app.store.all.size, 0)
  })

  test('a sign-out during a refresh wins, and what the refresh brought is revoked', async () => {
    await using app = await startApp({ idleSeconds: 86_400 })
    app.issuer.rotates = true
    const signedIn = await app.signIn()
    app.time.seconds += 3601
    const gate = Promise.withResolvers<void>()
    app.issuer.gate = gate.promise
    const asked = app.ask('GET', '/api/backend/a', headersOf(signedIn))
    while (app.issuer.asked.length < 2) await new Promise((resolve) => setImmediate(resolve))
    assert.equal((await app.ask('POST', '/auth/logout', headersOf(signedIn))).status, 200)
    gate.resolve()
    assert.equal((await asked).status, 401)
    assert.deepEqual([app.store.all.size, app.issuer.revoked], [0, ['refresh-1', 'refresh-2']])
  })

  test('forgets what has timed out', async () => {
    await using app = await startApp()
    await app.signIn()
    app.time.seconds += 3600
    assert.equal(await app.sessions.sweep(), 1)
    assert.equal(app.store.all.size, 0)
  })
})
