import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fromPage, headersOf, type SignedIn, startApp } from '../../../test/gateway/app-under-test.ts'

describe('forged requests', () => {
  const unsafe = ['POST', 'PUT', 'PATCH', 'DELETE'] as const
  const forgeries: Readonly<Record<string, (signedIn: SignedIn) => Record<string, string>>> = {
    'no token': ({ cookie }) => ({ cookie, ...fromPage }),
    'an empty token': ({ cookie }) => ({ cookie, ...fromPage, 'x-csrf-token': '' }),
    'a wrong token': ({ cookie }) => ({ cookie, ...fromPage, 'x-csrf-token': 'A'.repeat(43) }),
    'the session’s id as token': ({ cookie }) => ({ cookie, ...fromPage, 'x-csrf-token': cookie.split('=')[1] ?? '' }),
    'another origin': ({ cookie, csrfToken }) => ({
      cookie,
      origin: 'https://evil.example',
      'x-csrf-token': csrfToken,
    }),
    'a null origin': ({ cookie, csrfToken }) => ({ cookie, origin: 'null', 'x-csrf-token': csrfToken }),
    'a neighbouring site': ({ cookie, csrfToken }) => ({
      cookie,
      origin: 'https://other.localhost',
      'sec-fetch-site': 'same-site',
      'x-csrf-token': csrfToken,
    }),
    'a cross-site fetch': ({ cookie, csrfToken }) => ({
      cookie,
      'sec-fetch-site': 'cross-site',
      'x-csrf-token': csrfToken,
    }),
    'the address bar': ({ cookie, csrfToken }) => ({ cookie, 'sec-fetch-site': 'none', 'x-csrf-token': csrfToken }),
    'no origin at all': ({ cookie, csrfToken }) => ({ cookie, 'x-csrf-token': csrfToken }),
  }
  for (const [name, headers] of Object.entries(forgeries)) {
    test(`${name}: nothing happens`, async () => {
      await using app = await startApp()
      const signedIn = await app.signIn()
      for (const method of unsafe) {
        assert.equal((await app.ask(method, '/api/backend/a', { headers: headers(signedIn) })).status, 403)
      }
      assert.equal((await app.ask('POST', '/auth/logout', { headers: headers(signedIn) })).status, 403)
      assert.deepEqual([app.backendSaw.length, app.store.all.size, app.issuer.revoked.length], [0, 1, 0])
      // The same requests with everything in place do happen: the harness sees what it is to see.
      for (const method of unsafe)
        assert.equal((await app.ask(method, '/api/backend/a', headersOf(signedIn))).status, 200)
      assert.equal((await app.ask('POST', '/auth/logout', headersOf(signedIn))).status, 200)
      assert.deepEqual([app.backendSaw.length, app.store.all.size, app.issuer.revoked.length], [4, 0, 1])
    })
  }

  test('other sites cannot read through the session', async () => {
    await using app = await startApp()
    const { cookie } = await app.signIn()
    for (const site of ['cross-site', 'same-site']) {
      for (const path of ['/api/backend/a', '/auth/session']) {
        assert.equal((await app.ask('GET', path, { headers: { cookie, 'sec-fetch-site': site } })).status, 403)
      }
    }
  })

  test('the token of one session is worth nothing to another', async () => {
    await using app = await startApp()
    const [mine, other] = [await app.signIn(), await app.signIn()]
    const answer = await app.ask('POST', '/api/backend/a', headersOf({ ...mine, csrfToken: other.csrfToken }))
    assert.equal(answer.status, 403)
  })
})
