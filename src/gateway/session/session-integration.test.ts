import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { accessClaims, clientId, issuer, token } from '../../../test/gateway/gateway-under-test.ts'
import {
  callbackPath,
  cookiesOf,
  origin,
  startApp,
  type App,
  type SignedIn,
} from '../../../test/gateway/app-under-test.ts'
import { createSessionIntegration } from './session-integration.ts'

const fromPage = { origin, 'sec-fetch-site': 'same-origin' }

function headersOf({ cookie, csrfToken }: SignedIn, extra: Record<string, string> = {}) {
  return { headers: { ...fromPage, cookie, 'x-csrf-token': csrfToken, ...extra } }
}

function sentHeader(app: App, name: string, index = -1): string[] {
  const raw = app.backendSaw.at(index)?.rawHeaders ?? []
  return raw.filter((_, i) => i % 2 === 1 && raw[i - 1]?.toLowerCase() === name)
}

describe('signing in', () => {
  test('goes to the issuer with PKCE, state and nonce, and nothing readable in the browser', async () => {
    await using app = await startApp()
    const answer = await app.ask('GET', '/auth/login?returnTo=/notes&lang=de&client_id=evil&screen=signup')
    assert.equal(answer.status, 303)
    const url = new URL(String(answer.headers['location']))
    assert.equal(url.pathname, '/signup')
    const { state, nonce, code_challenge: challenge, ...rest } = Object.fromEntries(url.searchParams)
    assert.deepEqual(rest, {
      response_type: 'code',
      client_id: clientId,
      redirect_uri: `${origin}/auth/callback`,
      scope: 'openid notes/read',
      code_challenge_method: 'S256',
      lang: 'de',
    })
    for (const secret of [state, nonce, challenge]) assert.match(secret ?? '', /^[\w-]{43}$/)
    const [cookie = ''] = [answer.headers['set-cookie'] ?? []].flat()
    assert.match(
      cookie,
      /^__Host-sallyport-login-[0-9a-f]{16}=[\w-]+; Max-Age=3600; Path=\/; Secure; HttpOnly; SameSite=Lax$/,
    )
    assert.equal(cookie.includes(state ?? '?'), false)
    assert.equal(answer.headers['cache-control'], 'no-store')
  })

  test('starts a session behind a __Host- cookie and goes where it was asked to', async () => {
    await using app = await startApp()
    const { answer, cookie } = await app.signIn('/notes?open=1')
    assert.equal(answer.status, 303)
    assert.equal(answer.headers['location'], '/notes?open=1')
    const set = [answer.headers['set-cookie'] ?? []].flat()
    assert.equal(set.length, 2)
    assert.match(set[0] ?? '', /^__Host-sallyport-login-\w+=; Max-Age=0; Path=\/; Secure; HttpOnly; SameSite=Lax$/)
    assert.match(set[1] ?? '', /^__Host-sallyport-session=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Lax$/)
    const { authorization, parameters } = app.issuer.asked[0]!
    assert.equal(authorization, `Basic ${Buffer.from(`${clientId}:s3cret%2Fwith%2Bodd`).toString('base64')}`)
    assert.equal(parameters.get('redirect_uri'), `${origin}/auth/callback`)
    assert.equal(parameters.has('client_secret'), false)
    const stored = JSON.stringify([...app.store.all.values()])
    assert.equal(stored.includes(cookie.split('=')[1] ?? '?'), false)
    // Sealed bytes may spell anything short by chance: what must not be there is a whole token.
    assert.equal(/eyJ[\w-]+\.eyJ|refresh-/.test(stored), false)
    assert.equal(/eyJ|refresh-/.test(JSON.stringify(app.logged)), false)
  })

  test('tells the page who is signed in, and no token', async () => {
    await using app = await startApp()
    assert.deepEqual((await app.ask('GET', '/auth/session')).json, { signedIn: false })
    const { cookie } = await app.signIn()
    const { body, json } = await app.ask('GET', '/auth/session', { headers: { cookie, ...fromPage } })
    const { csrfToken, ...rest } = json
    assert.deepEqual(rest, {
      signedIn: true,
      claims: {
        sub: '5f0b1c2d-0000-4000-8000-000000000001',
        'cognito:groups': ['admins', 'readers'],
        email: 'ada@example.com',
        email_verified: true,
        auth_time: app.time.seconds,
      },
      expiresAt: '2026-11-21T12:00:00.000Z',
      idleExpiresAt: '2026-11-20T13:00:00.000Z',
    })
    assert.match(csrfToken, /^[\w-]{43}$/)
    assert.equal(body.includes('eyJ'), false)
  })

  const failures: Readonly<Record<string, (app: App) => Promise<{ path: string; cookie: string }>>> = {
    'no login cookie': async (app) => ({ path: callbackPath(await app.ask('GET', '/auth/login')), cookie: '' }),
    'the cookie of another browser': async (app) => {
      const [mine, other] = [await app.ask('GET', '/auth/login'), await app.ask('GET', '/auth/login')]
      return { path: callbackPath(mine), cookie: cookiesOf(other).join('; ') }
    },
    'another state over a real cookie': async (app) => {
      const begun = await app.ask('GET', '/auth/login')
      const [cookie = ''] = cookiesOf(begun)
      const other = await app.ask('GET', '/auth/login')
      const name = cookiesOf(other)[0]?.split('=')[0]
      return { path: callbackPath(other), cookie: `${name}=${cookie.split('=')[1]}` }
    },
    'a state sent twice': async (app) => {
      const begun = await app.ask('GET', '/auth/login')
      const path = callbackPath(begun)
      return { path: `${path}&state=x`, cookie: cookiesOf(begun).join('; ') }
    },
    'a login begun too long ago': async (app) => {
      const begun = await app.ask('GET', '/auth/login')
      app.time.seconds += 3601
      return { path: callbackPath(begun), cookie: cookiesOf(begun).join('; ') }
    },
    'an answer of another issuer': async (app) => {
      const begun = await app.ask('GET', '/auth/login')
      return { path: `${callbackPath(begun)}&iss=https://evil.example`, cookie: cookiesOf(begun).join('; ') }
    },
    'an error of the issuer': async (app) => {
      const begun = await app.ask('GET', '/auth/login')
      const path = callbackPath(begun).replace(/code=[^&]*/, 'error=access_denied')
      return { path, cookie: cookiesOf(begun).join('; ') }
    },
    'a code of another sign-in': async (app) => {
      const [mine, other] = [await app.ask('GET', '/auth/login'), await app.ask('GET', '/auth/login')]
      const code = /code=([^&]*)/.exec(callbackPath(other))?.[1] ?? ''
      return { path: callbackPath(mine).replace(/code=[^&]*/, `code=${code}`), cookie: cookiesOf(mine).join('; ') }
    },
  }
  const idTokens: Readonly<Record<string, Record<string, unknown>>> = {
    'an ID token with another nonce': { nonce: 'other' },
    'an ID token for another client': { aud: 'other' },
    'an ID token for two clients': { aud: [clientId, 'other'] },
    'an ID token of another issuer': { iss: 'https://evil.example' },
    'an access token as ID token': { token_use: 'access' },
    'an expired ID token': { exp: 1 },
  }
  for (const [name, idOverrides] of Object.entries(idTokens)) {
    test(`fails with ${name}`, async () => {
      await using app = await startApp()
      app.issuer.idOverrides = idOverrides
      const { answer, cookie } = await app.signIn()
      assert.deepEqual([answer.status, cookie], [303, ''])
      assert.equal(answer.headers['location'], '/?signInError=login_failed')
      assert.equal(app.store.all.size, 0)
    })
  }
  for (const [name, attempt] of Object.entries(failures)) {
    test(`fails with ${name}`, async () => {
      await using app = await startApp()
      const { path, cookie } = await attempt(app)
      const answer = await app.ask('GET', path, { headers: { cookie } })
      assert.equal(answer.status, 303)
      assert.match(
        String(answer.headers['location']),
        /^\/\?signInError=(?:login_expired|wrong_issuer|access_denied|login_failed)$/,
      )
      assert.equal(
        cookiesOf(answer).some((pair) => pair.startsWith('__Host-sallyport-session=')),
        false,
      )
      assert.equal(app.store.all.size, 0)
    })
  }

  const elsewhere = [
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '/\t/evil.example',
    '/auth/logout',
    '/api/x',
    '/notes/../api/x',
    '/.//evil.example',
    '/notes/..//evil.example',
    '/%2e//evil.example',
    'notes',
    '',
    `/${'a'.repeat(2000)}`,
  ]
  for (const returnTo of elsewhere) {
    test(`never returns to ${JSON.stringify(returnTo.slice(0, 30))}`, async () => {
      await using app = await startApp()
      assert.equal((await app.signIn(returnTo)).answer.headers['location'], '/')
    })
  }

  test('replaces the session of the same browser', async () => {
    await using app = await startApp()
    const first = await app.signIn()
    const begun = await app.ask('GET', '/auth/login')
    const cookie = [...cookiesOf(begun), first.cookie].join('; ')
    const answer = await app.ask('GET', callbackPath(begun), { headers: { cookie } })
    const second = cookiesOf(answer).find((pair) => pair.startsWith('__Host-sallyport-session='))
    assert.notEqual(second, first.cookie)
    assert.equal(app.store.all.size, 1)
    assert.deepEqual(app.issuer.revoked, ['refresh-1'])
  })

  test('two tabs can sign in at once, and cookies of unfinished ones do not pile up', async () => {
    await using app = await startApp()
    let jar: string[] = []
    for (let i = 0; i < 12; i += 1) {
      const answer = await app.ask('GET', '/auth/login', { headers: { cookie: jar.join('; ') } })
      const removed = cookiesOf(answer)
        .filter((pair) => pair.endsWith('='))
        .map((pair) => pair.slice(0, -1))
      jar = [
        ...jar.filter((pair) => !removed.includes(pair.split('=')[0] ?? '')),
        ...cookiesOf(answer).filter((pair) => !pair.endsWith('=')),
      ]
    }
    assert.equal(jar.length, 5)
  })
})

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

describe('the session integration', () => {
  test('leaves other paths to the app', async () => {
    await using app = await startApp()
    for (const path of ['/', '/notes', '/authors', '/apis'])
      assert.equal((await app.ask('GET', path)).body, 'the app’s own file')
    for (const path of ['/auth', '/auth/other', '/api'])
      assert.notEqual((await app.ask('GET', path)).body, 'the app’s own file')
  })

  test('cookies of another app’s session are worth nothing', async () => {
    await using app = await startApp()
    const { cookie } = await app.signIn()
    for (const [idHash, record] of app.store.all) app.store.all.set(idHash, { ...record, app: 'other' })
    assert.deepEqual((await app.ask('GET', '/auth/session', { headers: { cookie } })).json, { signedIn: false })
  })

  test('the tokens of one row do not open in another', async () => {
    await using app = await startApp()
    const [mine, other] = [await app.signIn(), await app.signIn()]
    const [first, second] = [...app.store.all.values()]
    app.store.all.set(first!.idHash, { ...first!, sealed: second!.sealed })
    const statuses = await Promise.all(
      [mine, other].map(({ cookie }) => app.ask('GET', '/auth/session', { headers: { cookie } })),
    )
    assert.deepEqual(
      statuses.map(({ json }) => json.signedIn),
      [false, true],
    )
  })

  test('does not start on an origin without TLS, nor with an API beside /api', () => {
    const configuration = {
      app: 'a',
      origin,
      issuer,
      clientId,
      findClientSecret: async () => undefined,
      scopes: [],
      absoluteSeconds: 1,
    }
    const endpoints = { authorization: '', signUp: undefined, token: '', revocation: undefined, logout: undefined }
    const create = (overrides: object) =>
      createSessionIntegration({ configuration: { ...configuration, endpoints, apis: [], ...overrides } } as any)
    assert.throws(() => create({ origin: 'http://app.localhost' }), /must be https/)
    assert.throws(() => create({ origin: 'https://app.localhost/' }), /must be https/)
    assert.throws(() => create({ apis: [{ prefix: '/admin', apiId: 'a', stage: 's' }] }), /lies below \/api/)
    assert.throws(() => create({ absoluteSeconds: 0 }), /above 0/)
  })
})
