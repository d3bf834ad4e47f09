import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { clientId } from '../../../test/gateway/gateway-under-test.ts'
import { fromPage, headersOf, origin, startApp } from '../../../test/gateway/app-under-test.ts'

describe('signing out', () => {
  test('ends the session, revokes the refresh token, takes the cookie back and names the issuer’s sign-out', async () => {
    await using app = await startApp()
    const signedIn = await app.signIn()
    const answer = await app.ask('POST', '/auth/logout', headersOf(signedIn))
    assert.equal(answer.status, 200)
    const url = new URL(answer.json.logoutUrl)
    assert.equal(url.pathname, '/logout')
    assert.deepEqual(Object.fromEntries(url.searchParams), { client_id: clientId, logout_uri: `${origin}/` })
    assert.match(String(answer.headers['set-cookie']), /^__Host-sallyport-session=; Max-Age=0/)
    assert.deepEqual(app.issuer.revoked, ['refresh-1'])
    assert.equal((await app.ask('GET', '/api/backend/a', headersOf(signedIn))).status, 401)
  })

  test('works from a plain form, with a redirect', async () => {
    await using app = await startApp()
    const { cookie, csrfToken } = await app.signIn()
    const form = (value: string) => ({
      headers: { ...fromPage, cookie, 'content-type': 'application/x-www-form-urlencoded' },
      body: `csrfToken=${value}`,
    })
    assert.equal((await app.ask('POST', '/auth/logout', form('wrong'))).status, 403)
    const answer = await app.ask('POST', '/auth/logout', form(csrfToken))
    assert.equal(answer.status, 303)
    assert.match(String(answer.headers['location']), /\/logout\?/)
  })

  test('cannot be done with a link', async () => {
    await using app = await startApp()
    const signedIn = await app.signIn()
    assert.equal((await app.ask('GET', '/auth/logout', headersOf(signedIn))).status, 404)
    assert.equal(app.store.all.size, 1)
  })
})
