import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { HttpResponse } from '../../http/message.ts'
import { givenAccountCentre, type AccountVisitor } from '../../testing/account-centre.ts'
import { buildUserPool } from '../../testing/build-user-pool.ts'
import { givenPool } from '../../testing/given.ts'
import { pageBrowser } from '../../testing/page-browser.ts'
import { testPorts, type TestPorts } from '../../testing/test-ports.ts'
import { accountCentreRoutes, accountPages } from './routes.ts'

const password = 'Correct-h0rse-battery'
const guarded = accountPages.filter(({ isGuarded }) => isGuarded)
const submitted = accountPages.filter(({ submit }) => submit !== undefined)

/** What every form of these pages would take. */
const form = {
  action: 'remove',
  agree: 'yes',
  code: '123456',
  current: password,
  device: 'device',
  email: 'new@example.com',
  name: 'Mallory',
  passkey: 'passkey',
  password: 'An0ther-horse!',
  phone_number: '+15550100',
  provider: 'Google 1',
  session: 'sso',
}

function given(ports: TestPorts): Promise<AccountVisitor> {
  return givenAccountCentre(ports, {
    password,
    configuration: {
      DeviceConfiguration: {},
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } },
    },
    pool: { mfa: { MfaConfiguration: 'OPTIONAL', SoftwareTokenMfaConfiguration: { Enabled: true } } },
    tags: { 'sallyport:recovery-codes': 'on' },
  })
}

function leadsTo({ headers }: HttpResponse): string {
  return String(headers.location ?? '').replace(/\?.*/, '')
}

describe('the account centre', () => {
  test('is nobody’s destination but its own client’s, and no other page of the domain is', async () => {
    await using ports = await testPorts()
    const { browser, client } = await given(ports)
    const targets = [
      '/accounts',
      '/account/../login',
      '/account/profile#x',
      '/account/a/b/c',
      '/logout',
      '/account?x=1',
    ]
    for (const target of targets) {
      const query = new URLSearchParams({
        client_id: client.id,
        response_type: 'code',
        redirect_uri: `${browser.origin}${target}`,
      })
      const response = await browser.get(`/login?${query.toString()}`)
      assert.match(String(response.headers.location), /\/error\?error=redirect_mismatch/, target)
    }
  })

  test('is not there where the pool has none', async () => {
    await using ports = await testPorts()
    const { pool, client, browser, signIn } = await given(ports)
    await signIn()
    const bare = pageBrowser(ports, { ...pool, configuration: { ...pool.configuration, UserPoolTags: {} } }, client)
    for (const [name, value] of browser.cookies) bare.cookies.set(name, value)
    for (const { path } of accountPages) assert.equal((await bare.get(path)).status, 404, path)
  })
})

describe('nobody changes an account', () => {
  test('without being signed in', async () => {
    await using ports = await testPorts()
    const { browser } = await given(ports)
    for (const { path, method } of accountCentreRoutes.filter((route) => route.path !== '/account/not-me')) {
      await browser.get('/account')
      const before = ports.commits.length
      const response = await (method === 'GET' ? browser.get(path) : browser.post(path, form))
      assert.equal(leadsTo(response), `${browser.origin}/login`, `${method} ${path}`)
      assert.equal(ports.commits.length, before, path)
    }
  })

  test('with the session of another pool', async () => {
    await using ports = await testPorts()
    const { browser, client, signIn } = await given(ports)
    await signIn()
    const { id } = buildUserPool()
    const other = await givenPool(ports, {
      id: `${id}X`,
      configuration: { UserPoolTags: { 'sallyport:account-centre': client.id } },
    })
    const neighbour = pageBrowser(ports, other, client)
    for (const [name, value] of browser.cookies) neighbour.cookies.set(name, value)
    for (const { path } of submitted) {
      const before = ports.commits.length
      const response = await neighbour.post(path, form)
      assert.equal(response.status, 404, path)
      assert.equal(ports.commits.length, before, path)
    }
  })

  for (const { path } of submitted) {
    test(`${path} without the token against forged requests`, async () => {
      await using ports = await testPorts()
      const { browser, signIn } = await given(ports)
      await signIn()
      await browser.get('/account')
      const before = ports.commits.length
      for (const options of [{ csrfToken: undefined }, { csrfToken: 'A'.repeat(43) }]) {
        const response = await browser.post(path, form, options)
        // A page that has nothing to ask for leads elsewhere before it looks at the form.
        assert.ok([302, 303, 403].includes(response.status), `${response.status}`)
      }
      const foreign = await browser.post(path, form, { headers: { origin: 'https://evil.example' } })
      assert.ok([302, 303, 403].includes(foreign.status))
      assert.equal(ports.commits.length, before)
    })
  }

  test('long after they signed in, where it guards the account', async () => {
    await using ports = await testPorts()
    const { browser, signIn } = await given(ports)
    await signIn()
    ports.clock.advanceSeconds(601)
    for (const { path, submit } of guarded) {
      const before = ports.commits.length
      const responses = [await browser.get(path), ...(submit ? [await browser.post(path, form)] : [])]
      for (const { headers } of responses) {
        const location = new URL(String(headers.location))
        assert.equal(location.pathname, '/login', path)
        assert.deepEqual(
          ['prompt', 'login_hint', 'redirect_uri'].map((name) => location.searchParams.get(name)),
          ['login', 'ada', `${browser.origin}${path}`],
        )
      }
      assert.equal(ports.commits.length, before, path)
    }
    assert.equal((await browser.get('/account')).status, 200)
  })

  test('once everybody was signed out', async () => {
    await using ports = await testPorts()
    const { browser, signIn, user, pool } = await given(ports)
    await signIn()
    ports.clock.advanceSeconds(1)
    const at = ports.clock.now()
    await ports.storage.commit([{ write: 'signOutEverywhere', poolId: pool.id, sub: user.sub, at }])
    assert.equal(leadsTo(await browser.get('/account')), `${browser.origin}/login`)
  })
})
