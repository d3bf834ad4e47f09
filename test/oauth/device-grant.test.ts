import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { MfaFactor } from '../../src/domain/users/user.ts'
import type { TestPorts } from '../../src/testing/test-ports.ts'
import { givenClient, givenPool, givenUser } from '../../src/testing/given.ts'
import { openApp, type App } from '../security/app.ts'
import { openBrowser, type Browser } from '../security/browser.ts'
import { changedUser } from '../security/changed-user.ts'
import { answerDevice, askForTokens, beginDevice, typeCode } from '../security/device-grant.ts'
import { openInstallation, type Installation } from '../security/installation.ts'
import { jsonOf, outcomeOf, type Reply } from '../security/surface.ts'

const password = 'Correct-h0rse-battery'
const attributes = { email: 'ada@example.com', email_verified: 'true' }

interface Stage extends AsyncDisposable {
  readonly on: Installation
  readonly ports: TestPorts
  readonly app: App<Installation>
  readonly browser: Browser
  readonly sub: string
  signIn(to?: Browser): Promise<void>
  become(factors: readonly MfaFactor[], more?: object): Promise<void>
}

async function open(tags: Readonly<Record<string, string>> = { 'sallyport:device-grant': 'on' }): Promise<Stage> {
  const on = await openInstallation()
  const { ports } = on
  const pool = await givenPool(ports, {
    configuration: { UserPoolTags: tags },
    mfa: { MfaConfiguration: 'OPTIONAL', EmailMfaConfiguration: {} },
  })
  const client = await givenClient(ports, pool, { name: 'Harbour TV' })
  const user = await givenUser(ports, pool, { username: 'ada', attributes, password })
  const app = openApp(on, { pool, client })
  const browser = openBrowser(on, app)
  return {
    on,
    ports,
    app,
    browser,
    sub: user.sub,
    async signIn(to = browser) {
      await to.get('/login')
      await to.post('/login', { username: 'ada', password })
    },
    async become(factors, more = {}) {
      await changedUser(on, pool, user.sub)({ mfaFactors: factors, preferredMfaFactor: factors[0], ...more })
    },
    [Symbol.asyncDispose]: () => on[Symbol.asyncDispose](),
  }
}

const pathOf = ({ headers }: Reply): string => new URL(String(headers.location)).pathname

describe('a device that asks to be signed in', () => {
  test('gets its codes and the places to show', async () => {
    await using stage = await open()
    const { app, on } = stage
    const reply = await app.postForm('/oauth2/device_authorization', {
      client_id: app.client.id,
      scope: 'openid email',
    })
    assert.equal(reply.status, 200)
    assert.match(String(reply.headers['cache-control']), /no-store/)
    const { device_code: deviceCode, user_code: userCode, ...rest } = jsonOf(reply)
    assert.match(deviceCode, /^[\w-]{43}$/)
    assert.match(userCode, /^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/)
    const base = rest.verification_uri.replace(/\/device$/, '')
    assert.deepEqual(rest, {
      verification_uri: `${base}/device`,
      verification_uri_complete: `${base}/device?user_code=${userCode}`,
      expires_in: 900,
      interval: 5,
    })
    const stored = JSON.stringify(on.ports.commits.flatMap(({ writes }) => writes))
    assert.ok(!stored.includes(deviceCode) && !stored.includes(userCode.replace('-', '')), 'only hashes are stored')
  })

  test('is refused as Cognito does, where nobody asked for the grant', async () => {
    await using stage = await open({})
    const { app } = stage
    const reply = await app.postForm('/oauth2/device_authorization', { client_id: app.client.id })
    assert.equal(reply.status, 404)
    assert.equal((await stage.browser.get('/device', '')).status, 404)
    assert.equal((await stage.browser.get('/device/allow', '')).status, 404)
    assert.deepEqual(jsonOf(await askForTokens(app, 'any')), { error: 'unsupported_grant_type' })
  })

  test('is refused where another client has the grant', async () => {
    await using stage = await open({ 'sallyport:device-grant/other': 'on' })
    const { app } = stage
    const reply = await app.postForm('/oauth2/device_authorization', { client_id: app.client.id })
    assert.deepEqual(jsonOf(reply), { error: 'unauthorized_client' })
    assert.deepEqual(jsonOf(await askForTokens(app, 'any')), { error: 'unauthorized_client' })
  })

  test('hears at once that a scope is not the client’s', async () => {
    await using stage = await open()
    const { app } = stage
    const form = { client_id: app.client.id, scope: 'openid others/read' }
    const reply = await app.postForm('/oauth2/device_authorization', form)
    assert.deepEqual([reply.status, outcomeOf(reply)], [400, 'invalid_scope'])
  })

  test('proves who it is like at the token endpoint', async () => {
    await using stage = await open()
    const { ports, app, on } = stage
    const secrets = [{ id: '1', value: 'secret', createdAt: new Date(0) }]
    const pool = await ports.storage.userPools.find(app.pool.id)
    assert.ok(pool)
    const client = await givenClient(ports, pool, { id: 'confidential', secrets })
    const own = openApp(on, { pool, client })
    const wrong: readonly Readonly<Record<string, string>>[] = [
      { client_id: client.id },
      { client_id: client.id, client_secret: 'wrong' },
      { client_id: 'none' },
    ]
    for (const form of wrong)
      assert.equal(outcomeOf(await own.postForm('/oauth2/device_authorization', form)), 'invalid_client')
    const good = await own.postForm('/oauth2/device_authorization', { client_id: client.id, client_secret: 'secret' })
    assert.equal(good.status, 200)
  })

  test('cannot fill the store from one address', async () => {
    await using stage = await open()
    for (let times = 0; times < 200; times += 1) await beginDevice(stage.app)
    const refused = await stage.app.postForm('/oauth2/device_authorization', { client_id: stage.app.client.id })
    assert.deepEqual([refused.status, outcomeOf(refused)], [429, 'too_many_requests'])
  })
})

describe('somebody who types the code of a device', () => {
  test('signs in first, is told which app asks and compares the code, and the device gets tokens', async () => {
    await using stage = await open()
    const { app, browser } = stage
    const device = await beginDevice(app, { scope: 'openid email' })
    assert.equal(outcomeOf(await askForTokens(app, device.device_code ?? '')), 'authorization_pending')

    const entry = await browser.get('/device', `user_code=${device.user_code}`)
    assert.ok(entry.body.includes(`value="${device.user_code}"`), 'the code of the address is filled in')
    const toAuthorize = await typeCode(browser, ` ${device.user_code?.toLowerCase().replace('-', ' ')} `)
    assert.equal(pathOf(toAuthorize), '/oauth2/authorize')
    const toLogin = await browser.follow(toAuthorize)
    assert.equal(pathOf(toLogin), '/login')
    const query = new URL(String(toLogin.headers.location)).search.slice(1)
    assert.equal((await browser.get('/login', query)).status, 200)
    const back = await browser.post('/login', { username: 'ada', password }, query)
    assert.equal(pathOf(back), '/device/allow')
    assert.equal(new URL(String(back.headers.location)).searchParams.get('code'), null)

    const asks = await browser.follow(back)
    assert.equal(asks.status, 200)
    assert.ok(asks.body.includes('Sign in to Harbour TV on your device?'))
    assert.ok(asks.body.includes(device.user_code ?? 'no code'))
    assert.ok(asks.body.includes('Go on only if you started this yourself.'))
    const allowQuery = new URL(String(back.headers.location)).search.slice(1)
    const done = await browser.post('/device/allow', { answer: 'allow' }, allowQuery)
    assert.equal(done.status, 200)
    assert.ok(done.body.includes('Your device is signed in'))

    stage.ports.clock.advanceSeconds(5)
    const granted = await askForTokens(app, device.device_code ?? '')
    const { id_token: idToken, access_token: accessToken, refresh_token: refreshToken, ...rest } = jsonOf(granted)
    assert.deepEqual(rest, { expires_in: 3600, token_type: 'Bearer' })
    const claims = JSON.parse(Buffer.from(String(idToken).split('.')[1] ?? '', 'base64url').toString())
    assert.deepEqual([claims.sub, claims.email, claims.aud], [stage.sub, 'ada@example.com', app.client.id])
    const access = JSON.parse(Buffer.from(String(accessToken).split('.')[1] ?? '', 'base64url').toString())
    assert.equal(access.scope, 'openid email')
    const form = { grant_type: 'refresh_token', client_id: app.client.id, refresh_token: refreshToken }
    assert.equal((await app.postForm('/oauth2/token', form)).status, 200)

    assert.equal(outcomeOf(await askForTokens(app, device.device_code ?? '')), 'invalid_grant')
    assert.equal((await browser.post('/device/allow', { answer: 'allow' }, allowQuery)).status, 400)
  })

  test('goes through a second factor like at every sign-in', async () => {
    await using stage = await open()
    const { app, browser, on } = stage
    await stage.become(['EMAIL_OTP'])
    const device = await beginDevice(app)
    const toLogin = await browser.follow(await typeCode(browser, device.user_code ?? ''))
    const query = new URL(String(toLogin.headers.location)).search.slice(1)
    await browser.get('/login', query)
    const toMfa = await browser.post('/login', { username: 'ada', password }, query)
    assert.equal(pathOf(toMfa), '/mfa')
    const back = await browser.post('/mfa', { code: await on.codeFor('ada@example.com') }, query)
    assert.equal(pathOf(back), '/device/allow')
  })

  test('adds the factor that the device’s client asks for, although they are signed in', async () => {
    await using stage = await open()
    const { app, browser } = stage
    await stage.signIn()
    await stage.become(['EMAIL_OTP'])
    const device = await beginDevice(app, { acr_values: 'urn:cognito:loa:3' })
    const toAuthorize = await typeCode(browser, device.user_code ?? '')
    const toLogin = await browser.follow(toAuthorize)
    const page = await browser.follow(toLogin)
    assert.ok(page.body.includes('Verify it’s you'), page.body)
    // The session as it is does not do, whoever tries.
    const query = new URLSearchParams(new URL(String(toAuthorize.headers.location)).search)
    const allow = new URL(query.get('redirect_uri') ?? '').search.slice(1)
    assert.equal(pathOf(await browser.post('/device/allow', { answer: 'allow' }, allow)), '/oauth2/authorize')
    assert.equal(outcomeOf(await askForTokens(app, device.device_code ?? '')), 'authorization_pending')
  })

  test('denies, and the device hears it', async () => {
    await using stage = await open()
    const { app, browser } = stage
    await stage.signIn()
    const device = await beginDevice(app)
    const done = await answerDevice(browser, device.user_code ?? '', 'deny')
    assert.ok(done.body.includes('Your device is not signed in'))
    assert.equal(outcomeOf(await askForTokens(app, device.device_code ?? '')), 'access_denied')
  })

  test('is asked, and never answers by opening an address or by another site’s form', async () => {
    await using stage = await open()
    const { app, browser } = stage
    await stage.signIn()
    const device = await beginDevice(app)
    const page = await typeCode(browser, device.user_code ?? '')
    assert.equal(page.status, 200)
    const sent = await browser.post('/device', { ['user_code']: device.user_code ?? '' }, '')
    const query = new URL(String(sent.headers.location)).search.slice(1)
    const forged = await browser.post('/device/allow', { answer: 'allow', ['_csrf']: 'x'.repeat(43) }, query)
    assert.equal(forged.status, 403)
    await browser.get('/device/allow', `${query}&answer=allow`)
    assert.equal(outcomeOf(await askForTokens(app, device.device_code ?? '')), 'authorization_pending')
  })

  test('is told of an unknown code, and after some of them of nothing any more', async () => {
    await using stage = await open()
    const { app, browser } = stage
    const device = await beginDevice(app)
    await browser.get('/device', '')
    for (const text of ['', 'WDJB', '../device', 'WDJB-MJHT'])
      assert.equal((await browser.post('/device', { ['user_code']: text }, '')).status, 422)
    for (let times = 0; times < 9; times += 1) await browser.post('/device', { ['user_code']: 'WDJBMJHT' }, '')
    // The right one too, or the limit would be none.
    assert.equal((await browser.post('/device', { ['user_code']: device.user_code ?? '' }, '')).status, 429)
    const fresh = openBrowser(stage.on, app)
    await fresh.get('/device', '')
    assert.equal((await fresh.post('/device', { ['user_code']: device.user_code ?? '' }, '')).status, 303)
    let last = 303
    for (let times = 0; times < 30 && last !== 429; times += 1) {
      const other = openBrowser(stage.on, app)
      await other.get('/device', '')
      last = (await other.post('/device', { ['user_code']: 'WDJBMJHT' }, '')).status
    }
    assert.equal(last, 429, 'an address has a limit of its own')
  })
})

describe('a device code', () => {
  test('is asked for no oftener than the device was told, and then less and less', async () => {
    await using stage = await open()
    const { app, ports } = stage
    const { device_code: code = '' } = await beginDevice(app)
    const ask = async (afterSeconds: number) => {
      ports.clock.advanceSeconds(afterSeconds)
      return outcomeOf(await askForTokens(app, code))
    }
    assert.deepEqual(
      [await ask(0), await ask(2), await ask(5), await ask(15), await ask(14)],
      ['authorization_pending', 'slow_down', 'slow_down', 'authorization_pending', 'authorization_pending'],
    )
  })

  test('expires, allowed or not', async () => {
    await using stage = await open()
    const { app, browser, ports } = stage
    await stage.signIn()
    const [waiting, allowed] = [await beginDevice(app), await beginDevice(app)]
    const page = await browser.post('/device', { ['user_code']: waiting.user_code ?? '' }, '')
    await answerDevice(browser, allowed.user_code ?? '', 'allow')
    ports.clock.advanceSeconds(900)
    for (const device of [waiting, allowed])
      assert.equal(outcomeOf(await askForTokens(app, device.device_code ?? '')), 'expired_token')
    const query = new URL(String(page.headers.location)).search.slice(1)
    assert.equal((await browser.get('/device/allow', query)).status, 400)
    const typed = await browser.post('/device', { ['user_code']: waiting.user_code ?? '' }, '')
    assert.equal(typed.status, 422)
  })

  test('is its client’s and its pool’s', async () => {
    await using stage = await open()
    const { app, browser, ports, on } = stage
    await stage.signIn()
    const device = await beginDevice(app)
    await answerDevice(browser, device.user_code ?? '', 'allow')
    const pool = await ports.storage.userPools.find(app.pool.id)
    assert.ok(pool)
    const beside = openApp(on, { pool, client: await givenClient(ports, pool, { id: 'beside' }) })
    assert.equal(outcomeOf(await askForTokens(beside, device.device_code ?? '')), 'invalid_grant')
    const elsewhere = await givenPool(ports, {
      id: 'us-east-1_Elsewhere',
      configuration: { UserPoolTags: { 'sallyport:device-grant': 'on' } },
    })
    const other = openApp(on, { pool: elsewhere, client: await givenClient(ports, elsewhere, { id: 'elsewhere' }) })
    assert.equal(outcomeOf(await askForTokens(other, device.device_code ?? '')), 'invalid_grant')
    const there = openBrowser(on, other)
    await there.get('/device', '')
    assert.equal((await there.post('/device', { ['user_code']: device.user_code ?? '' }, '')).status, 422)
    assert.equal(outcomeOf(await askForTokens(app, device.device_code ?? '')), 'ok')
  })

  test('brings no tokens of somebody who was disabled or locked after they allowed it', async () => {
    await using stage = await open()
    const { app, browser, ports } = stage
    await stage.signIn()
    const [one, two] = [await beginDevice(app), await beginDevice(app)]
    for (const device of [one, two]) await answerDevice(browser, device.user_code ?? '', 'allow')
    for (let times = 0; times < 5; times += 1) await app.withPassword('ada', 'Wr0ng password!')
    assert.equal(outcomeOf(await askForTokens(app, one.device_code ?? '')), 'invalid_grant')
    ports.clock.advanceSeconds(60)
    await stage.become([], { enabled: false })
    assert.equal(outcomeOf(await askForTokens(app, two.device_code ?? '')), 'access_denied')
  })
})
