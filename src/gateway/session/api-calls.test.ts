import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { accessClaims, token } from '../../../test/gateway/gateway-under-test.ts'
import { headersOf, sentHeader, startApp } from '../../../test/gateway/app-under-test.ts'

describe('calling the API', () => {
  test('adds the access token and keeps the browser’s cookies and credentials back', async () => {
    await using app = await startApp()
    const signedIn = await app.signIn()
    const answer = await app.ask('GET', '/api/backend/a?b=1', headersOf(signedIn, { authorization: 'Bearer mine' }))
    assert.equal(answer.status, 200)
    assert.equal(answer.body, 'from the API')
    assert.equal(app.backendSaw[0]?.url, '/base/a?b=1&stage=%24default')
    const [authorization = '', ...others] = sentHeader(app, 'authorization')
    assert.deepEqual(others, [])
    assert.match(authorization, /^Bearer eyJ/)
    const claims = JSON.parse(Buffer.from(authorization.split('.')[1] ?? '', 'base64url').toString())
    assert.equal(claims.token_use, 'access')
    assert.deepEqual([sentHeader(app, 'cookie'), sentHeader(app, 'x-csrf-token')], [[], []])
    assert.equal(answer.headers['set-cookie'], undefined)
  })

  test('adds the ID token where the API is in ID-token mode', async () => {
    await using app = await startApp()
    await app.ask('GET', '/api/identity/backend/a', headersOf(await app.signIn()))
    const [authorization = ''] = sentHeader(app, 'authorization')
    const claims = JSON.parse(Buffer.from(authorization.split('.')[1] ?? '', 'base64url').toString())
    assert.equal(claims.token_use, 'id')
  })

  test('without a session nothing is added, and the API’s authorizer decides', async () => {
    await using app = await startApp()
    const bearer = `Bearer ${await token(accessClaims())}`
    assert.equal((await app.ask('GET', '/api/backend/a', { headers: { authorization: bearer } })).status, 401)
    assert.equal((await app.ask('GET', '/api/plain/a')).status, 200)
    assert.deepEqual(sentHeader(app, 'authorization'), [])
  })

  test('a cookie that stands for nothing is 401, and taken back', async () => {
    await using app = await startApp()
    const answer = await app.ask('GET', '/api/plain/a', {
      headers: { cookie: `__Host-sallyport-session=${'A'.repeat(43)}` },
    })
    assert.equal(answer.status, 401)
    assert.match(String(answer.headers['set-cookie']), /^__Host-sallyport-session=; Max-Age=0/)
    assert.equal(app.backendSaw.length, 0)
  })

  test('streams a body through, and refuses a path with two meanings', async () => {
    await using app = await startApp()
    const signedIn = await app.signIn()
    const answer = await app.ask('POST', '/api/backend/a', { ...headersOf(signedIn), body: 'x'.repeat(100_000) })
    assert.equal(answer.status, 200)
    for (const path of ['/api/../auth/session', '/api/backend/%2e%2e/x', '/api%2fbackend/a', '/api//backend/a']) {
      const refused = await app.ask('GET', path, headersOf(signedIn))
      assert.ok(refused.status === 400 || refused.body === 'the app’s own file', `${path}: ${refused.status}`)
    }
    assert.equal(app.backendSaw.length, 1)
  })
})
