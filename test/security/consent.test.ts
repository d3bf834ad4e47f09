import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { sealPushedRequest } from '../../src/flows/authorization/pushed-request.ts'
import type { HttpResponse } from '../../src/http/message.ts'
import { loginRoutes } from '../../src/login/routes.ts'
import { oauthRoutes } from '../../src/oauth/routes.ts'
import type { AppClientOverrides } from '../../src/testing/build-app-client.ts'
import { givenFederation } from '../../src/testing/given-federation.ts'
import { givenClient, givenPool, givenUser } from '../../src/testing/given.ts'
import { pageBrowser } from '../../src/testing/page-browser.ts'
import { testPorts, type TestPorts } from '../../src/testing/test-ports.ts'

const password = 'Correct-h0rse-battery'
const on = { 'sallyport:consent': 'on' }
const callback = 'https://app.example.com/callback'

interface Asking {
  readonly tags?: Readonly<Record<string, string>>
  readonly client?: AppClientOverrides
  readonly asked?: Readonly<Record<string, string>>
  readonly mfaFactors?: readonly 'EMAIL_OTP'[]
}

/** Ada at a browser, and Notes, which wants to read her notes. */
async function given(ports: TestPorts, { tags = on, client: own, asked = {}, mfaFactors = [] }: Asking = {}) {
  const mfa = { MfaConfiguration: 'OPTIONAL', EmailMfaConfiguration: {} } as const
  const pool = await givenPool(ports, { mfa, configuration: { UserPoolTags: tags } })
  const scopes = [{ name: 'read', description: 'Read your notes' }]
  const server = { poolId: pool.id, identifier: 'https://notes.example', name: 'Notes', scopes }
  const client = await givenClient(ports, pool, {
    name: 'Notes',
    ...own,
    configuration: {
      AllowedOAuthScopes: ['openid', 'email', 'https://notes.example/read'],
      AllowedOAuthFlows: ['code', 'implicit'],
      ...own?.configuration,
    },
  })
  await ports.storage.commit([{ write: 'createResourceServer', server }])
  const attributes = { email: 'ada@example.com', email_verified: 'true' }
  const user = await givenUser(ports, pool, { username: 'ada', password, attributes, mfaFactors })
  const routes = [...oauthRoutes, ...loginRoutes]
  const at = (more: Readonly<Record<string, string>> = {}) => {
    const browser = pageBrowser(ports, pool, client, { routes, asked: { state: 'xyz', ...asked, ...more } })
    const target = (path: string) => `${path}?${browser.query}`
    return {
      browser,
      authorize: () => browser.get(target('/oauth2/authorize')),
      consent: () => browser.get(target('/consent')),
      answer: (answer: string, scopes = 'openid email https://notes.example/read') =>
        browser.post(target('/consent'), { answer, scopes }),
      signIn: async () => {
        await browser.get(target('/login'))
        return browser.post(target('/login'), { username: 'ada', password })
      },
      post: (path: string, form: Readonly<Record<string, string>>) => browser.post(target(path), form),
    }
  }
  return { pool, client, user, at, first: at() }
}

const wentTo = ({ headers }: HttpResponse) => new URL(String(headers.location))
const parties = ({ pool, client, user }: Awaited<ReturnType<typeof given>>) => ({
  poolId: pool.id,
  sub: user.sub,
  clientId: client.id,
})

/** Whether anybody got anything. */
function handedOut(ports: TestPorts): readonly string[] {
  const writes = ports.commits.flatMap((commit) => (commit.result.committed ? commit.writes : []))
  return writes.flatMap(({ write }) =>
    write === 'createAuthorizationCode' || write === 'createTokenFamily' ? [write] : [],
  )
}

/** How a browser comes to the end of an authorization, by the file that ends it: a new one is missed here. */
const doors: Readonly<Record<string, Readonly<Record<string, (ports: TestPorts) => Promise<URL>>>>> = {
  'login/sign-in/continue-sign-in.ts': {
    'a password': async (ports) => wentTo(await (await given(ports)).first.signIn()),
    'a password, for the implicit grant': async (ports) =>
      wentTo(await (await given(ports, { asked: { response_type: 'token' } })).first.signIn()),
    'a second factor': async (ports) => {
      const { first } = await given(ports, { mfaFactors: ['EMAIL_OTP'] })
      await first.signIn()
      return wentTo(await first.post('/mfa', { code: ports.messages.at(-1)?.code ?? '' }))
    },
    'one more factor': async (ports) => {
      const { at } = await given(ports, {
        mfaFactors: ['EMAIL_OTP'],
        tags: { ...on, 'sallyport:consent/Other': 'off' },
      })
      const surer = at({ acr_values: 'urn:cognito:loa:3' })
      await surer.signIn()
      return wentTo(await surer.post('/mfa', { code: ports.messages.at(-1)?.code ?? '' }))
    },
    'a request that was sent ahead': async (ports) => {
      const stage = await given(ports, { tags: { ...on, 'sallyport:pushed-requests': 'on' } })
      const { pool, client, first } = stage
      const domain = { pool, baseUrl: first.browser.origin, managedLoginVersion: 2 } as const
      const request_uri = sealPushedRequest(ports, domain, { clientId: client.id, query: first.browser.query })
      return wentTo(await stage.at({ request_uri }).signIn())
    },
  },
  'oauth/authorize.ts': {
    'the session of the browser': async (ports) => {
      const { first } = await given(ports)
      await first.signIn()
      return wentTo(await first.authorize())
    },
    'the session of the browser that an app got which asks for nothing': async (ports) => {
      const stage = await given(ports, { tags: { 'sallyport:consent/Notes': 'on' } })
      const other = await givenClient(ports, stage.pool, { id: 'other', name: 'Other' })
      const elsewhere = pageBrowser(ports, stage.pool, other)
      await elsewhere.get(`/login?${elsewhere.query}`)
      const form = { username: 'ada', password }
      assert.match(String((await elsewhere.post(`/login?${elsewhere.query}`, form)).headers.location), /\?code=/)
      const before = ports.commits.length
      for (const [name, value] of elsewhere.cookies) stage.first.browser.cookies.set(name, value)
      const went = wentTo(await stage.first.authorize())
      assert.deepEqual(handedOut({ ...ports, commits: ports.commits.slice(before) }), [])
      return went
    },
  },
  'flows/federation/complete-federated-sign-in.ts': {
    'the word of a provider': async (ports) => {
      const federation = await givenFederation({ ports, pool: { configuration: { UserPoolTags: on } } })
      const completed = await federation.enter('S-1', { email: 'ada@example.com' })
      assert.ok(completed.kind === 'redirect')
      return new URL(completed.location)
    },
  },
  'login/steps/consent.ts': {
    'the page itself, for more than was shown': async (ports) => {
      const { first } = await given(ports)
      await first.signIn()
      const again = await first.answer('allow', 'openid')
      assert.equal(again.status, 422)
      return wentTo(await first.authorize())
    },
    'the page itself, for another request than that of the sign-in': async (ports) => {
      const { first, at } = await given(ports)
      await first.signIn()
      const other = at({ state: 'abc' })
      for (const [name, value] of first.browser.cookies) other.browser.cookies.set(name, value)
      const went = wentTo(await other.answer('allow'))
      assert.equal(went.pathname, '/oauth2/authorize')
      return wentTo(await other.authorize())
    },
  },
}

describe('consent', () => {
  test('is asked for at every end of an authorization, and there is one place that ends them', () => {
    const sources = globSync('src/**/*.ts').filter((file) => !file.endsWith('.test.ts'))
    const using = (pattern: RegExp) =>
      sources.filter((file) => pattern.test(readFileSync(file, 'utf8'))).map((file) => file.slice('src/'.length))
    const place = 'flows/authorization/complete-authorization.ts'
    const ends = using(/\bcompleteAuthorization\(/).filter((file) => file !== place)
    assert.deepEqual(ends.toSorted(), Object.keys(doors).toSorted())
    assert.deepEqual(using(/\bnewAuthorizationCode\(ports/), [place])
    assert.deepEqual(using(/\bisConsented: true/), ['login/steps/consent.ts'])
  })

  for (const [file, ways] of Object.entries(doors)) {
    for (const [way, enter] of Object.entries(ways)) {
      test(`is asked for after ${way} (${file})`, async () => {
        await using ports = await testPorts()
        const { pathname } = await enter(ports)
        assert.equal(pathname, '/consent')
        if (!way.includes('asks for nothing')) assert.deepEqual(handedOut(ports), [])
      })
    }
  }

  test('names the client, and says in words what it asks for', async () => {
    await using ports = await testPorts()
    const { first } = await given(ports)
    await first.signIn()
    const page = String((await first.consent()).body).replaceAll(/\s+/g, ' ')
    assert.match(page, /<h1>Allow Notes to use your account\?<\/h1>/)
    const permissions = ['Know that it is you', 'See your email address', 'Read your notes']
    for (const permission of permissions) assert.ok(page.includes(`<li>${permission}</li>`), permission)
    assert.match(page, /Afterwards you go to app\.example\.com\./)
    assert.doesNotMatch(page, /Nobody here has checked/)
  })

  test('is remembered, and more than it is asked for again', async () => {
    await using ports = await testPorts()
    const stage = await given(ports, { asked: { scope: 'openid email' } })
    const { first, at } = stage
    await first.signIn()
    const allowed = await first.answer('allow', 'openid email')
    assert.equal(allowed.status, 303)
    assert.match(String(allowed.headers.location), /^https:\/\/app\.example\.com\/callback\?code=[\w-]+&state=xyz$/)
    assert.equal(first.browser.cookies.has('consent'), false)
    const known = await ports.storage.consents.find(parties(stage))
    assert.deepEqual(known?.scopes, ['email', 'openid'])
    assert.equal(wentTo(await first.authorize()).origin + wentTo(await first.authorize()).pathname, callback)

    const more = at({ scope: 'openid https://notes.example/read' })
    for (const [name, value] of first.browser.cookies) more.browser.cookies.set(name, value)
    assert.equal(wentTo(await more.authorize()).pathname, '/consent')
    await more.answer('allow', 'openid https://notes.example/read')
    const union = await ports.storage.consents.find(parties(stage))
    assert.deepEqual(union?.scopes, ['email', 'https://notes.example/read', 'openid'])
  })

  test('that is refused is told to the client, and nothing is remembered', async () => {
    await using ports = await testPorts()
    const stage = await given(ports)
    await stage.first.signIn()
    const denied = wentTo(await stage.first.answer('deny'))
    assert.deepEqual(
      [denied.origin + denied.pathname, denied.searchParams.get('error'), denied.searchParams.get('state')],
      [callback, 'access_denied', 'xyz'],
    )
    assert.equal(await ports.storage.consents.find(parties(stage)), undefined)
    assert.deepEqual(handedOut(ports), [])
  })

  test('is asked for anew with prompt=consent, and missed with prompt=none', async () => {
    await using ports = await testPorts()
    const { first, at } = await given(ports)
    await first.signIn()
    const as = (prompt: string) => {
      const visit = at({ prompt })
      for (const [name, value] of first.browser.cookies) visit.browser.cookies.set(name, value)
      return visit
    }
    const missed = wentTo(await as('none').authorize())
    assert.deepEqual([missed.searchParams.get('error'), missed.searchParams.get('state')], ['consent_required', 'xyz'])
    await first.answer('allow')
    assert.ok(wentTo(await as('none').authorize()).searchParams.has('code'))
    const anew = as('consent')
    assert.equal(wentTo(await anew.authorize()).pathname, '/consent')
    assert.ok(wentTo(await anew.answer('allow')).searchParams.has('code'))
  })

  test('does not ask again for a sign-in that the request had', async () => {
    await using ports = await testPorts()
    const { first, at } = await given(ports)
    await first.signIn()
    const visit = at({ prompt: 'login' })
    assert.equal(wentTo(await visit.signIn()).pathname, '/consent')
    assert.ok(wentTo(await visit.answer('allow')).searchParams.has('code'))
    // But a browser that was signed in before has not had it.
    const other = at({ prompt: 'login', nonce: 'n' })
    for (const [name, value] of first.browser.cookies) other.browser.cookies.set(name, value)
    assert.equal(wentTo(await other.answer('allow')).pathname, '/oauth2/authorize')
    assert.equal(wentTo(await other.authorize()).pathname, '/login')
  })

  test('takes the token against forged requests', async () => {
    await using ports = await testPorts()
    const { first } = await given(ports)
    await first.signIn()
    const { browser } = first
    const form = { answer: 'allow', scopes: 'openid email https://notes.example/read' }
    const forged = await browser.post(`/consent?${browser.query}`, form, { csrfToken: undefined })
    assert.equal(forged.status, 403)
    assert.deepEqual(handedOut(ports), [])
  })

  test('by default is asked for where a client registered itself, and said to be of nobody who is known', async () => {
    await using ports = await testPorts()
    const { first } = await given(ports, { tags: {}, client: { configuration: { ClientType: 'DCR' } } })
    assert.equal(wentTo(await first.signIn()).pathname, '/consent')
    assert.match(String((await first.consent()).body), /Nobody here has checked this app/)
  })

  for (const [why, tags] of [
    ['by default', {}],
    ['where a client has it off', { ...on, 'sallyport:consent/Notes': 'off' }],
  ] as const) {
    test(`is not asked for ${why}`, async () => {
      await using ports = await testPorts()
      assert.ok(wentTo(await (await given(ports, { tags })).first.signIn()).searchParams.has('code'))
    })
  }

  test('that is taken back while a code is being made makes none', async () => {
    await using ports = await testPorts()
    const stage = await given(ports)
    await stage.first.signIn()
    await stage.first.answer('allow')
    const { storage } = ports
    const find: typeof storage.consents.find = async (of) => {
      const found = await storage.consents.find(of)
      await storage.commit([{ write: 'revokeConsent', ...of }])
      return found
    }
    const before = handedOut(ports).length
    const slow = { ...ports, storage: { ...storage, consents: { ...storage.consents, find } } }
    const browser = pageBrowser(slow, stage.pool, stage.client, { routes: oauthRoutes })
    for (const [name, value] of stage.first.browser.cookies) browser.cookies.set(name, value)
    const went = wentTo(await browser.get(`/oauth2/authorize?${browser.query}`))
    assert.equal(went.searchParams.has('code'), false)
    assert.equal(handedOut(ports).length, before)
  })
})
