import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { clientId } from '../../../test/gateway/gateway-under-test.ts'
import { type App, callbackPath, cookiesOf, fromPage, origin, startApp } from '../../../test/gateway/app-under-test.ts'

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
