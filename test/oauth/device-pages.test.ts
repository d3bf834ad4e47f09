import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openBrowser } from '../security/browser.ts'
import { answerDevice, askForTokens, beginDevice, typeCode } from '../security/device-grant.ts'
import { jsonOf, outcomeOf } from '../security/surface.ts'
import { openDeviceStage, password, pathOf } from './device-stage.ts'

describe('somebody who types the code of a device', () => {
  test('signs in first, is told which app asks and compares the code, and the device gets tokens', async () => {
    await using stage = await openDeviceStage()
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
    await using stage = await openDeviceStage()
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
    await using stage = await openDeviceStage()
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
    await using stage = await openDeviceStage()
    const { app, browser } = stage
    await stage.signIn()
    const device = await beginDevice(app)
    const done = await answerDevice(browser, device.user_code ?? '', 'deny')
    assert.ok(done.body.includes('Your device is not signed in'))
    assert.equal(outcomeOf(await askForTokens(app, device.device_code ?? '')), 'access_denied')
  })

  test('is asked, and never answers by opening an address or by another site’s form', async () => {
    await using stage = await openDeviceStage()
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
    await using stage = await openDeviceStage()
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
